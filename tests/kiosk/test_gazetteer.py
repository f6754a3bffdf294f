from pathlib import Path

import pytest

from kiosk.errors import ConfigError
from kiosk.gazetteer import Gazetteer

STREETS = """usrn,name,town,ward,responsible
1,Mill Lane,Fairholme,Castle,
2,Heol y Tŷ Gwyn,Llanhelyg,Tŷ Mawr,
3,London Road,Fairholme,Castle,county
4,Tide Mill Lane,Harrow Marsh,Marsh,
5,St Mary’s Close,Fairholme,Castle,
"""
ADDRESSES = """uprn,number,usrn,postcode,ward,day,bins,assisted
100000000001,14,1,FH1 4QT,Castle,fri,rubbish:b recycling:a food:every,no
100000000002,14a,1,FH1 4QT,Castle,fri,rubbish:b,yes
100000000003,"Flat 2, 15",1,FH1 4QT,Castle,fri,,no
100000000004,"Flat 3, Weaver House",2,FH4 1AA,Tŷ Mawr,mon,food:every,no
100000000005,Rose Cottage,2,FH4 1AA,Tŷ Mawr,mon,food:every,no
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "streets.csv").write_text(STREETS, encoding="utf-8")
    (tmp_path / "addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    return tmp_path


def test_a_postcode_gives_its_addresses_in_the_order_of_the_street(folder: Path) -> None:
    lines = [address.first_line for address in Gazetteer(folder).at_postcode("FH1 4QT")]
    assert lines == ["14 Mill Lane", "14a Mill Lane", "Flat 2, 15 Mill Lane"]
    assert Gazetteer(folder).at_postcode("FH9 9ZZ") == []


def test_named_houses_are_parted_from_the_street(folder: Path) -> None:
    lines = [address.one_line for address in Gazetteer(folder).in_street("2")]
    assert lines == [
        "Flat 3, Weaver House, Heol y Tŷ Gwyn, Llanhelyg FH4 1AA",
        "Rose Cottage, Heol y Tŷ Gwyn, Llanhelyg FH4 1AA",
    ]


def test_an_address_knows_its_street_day_bins_and_help(folder: Path) -> None:
    address = Gazetteer(folder).address("100000000002")
    assert address is not None
    assert (address.street.name, address.day, address.bins, address.assisted) == (
        "Mill Lane", "fri", {"rubbish": "b"}, True,
    )  # fmt: skip
    assert Gazetteer(folder).address("1") is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mill", ["Mill Lane", "Tide Mill Lane"]),
        ("mill lane", ["Mill Lane", "Tide Mill Lane"]),
        ("MILL FAIR", ["Mill Lane"]),
        ("ty gwyn", ["Heol y Tŷ Gwyn"]),
        ("Tŷ", ["Heol y Tŷ Gwyn"]),
        ("st marys", ["St Mary’s Close"]),
        ("st mary's", ["St Mary’s Close"]),
        ("london road", ["London Road"]),
        ("zzz", []),
        ("", []),
        ("   ", []),
    ],
)
def test_streets_are_found_by_the_beginnings_of_words(folder: Path, typed: str, found: list[str]) -> None:
    assert [street.name for street in Gazetteer(folder).streets_like(typed)] == found


def test_no_more_streets_than_asked_for(folder: Path) -> None:
    assert len(Gazetteer(folder).streets_like("l", most=2)) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        ("addresses.csv", "uprn,number,usrn", "uprn,house,usrn", 1, "the column 'number' is missing. The first line"),
        ("streets.csv", "responsible\n", "owner\n", 1, "the column 'responsible' is missing"),
        ("addresses.csv", "14a,1,", "14a,9,", 3, "no street has the USRN '9'. Add it to streets.csv"),
        ("addresses.csv", "Castle,fri,rubbish:b,yes", "Castle,friday,rubbish:b,yes", 3, "'friday' is no day."),
        ("addresses.csv", "rubbish:b,yes", "rubbish:b,maybe", 3, "assisted is 'maybe'. Write yes where"),
        ("addresses.csv", "rubbish:b,yes", "rubbish:fortnightly,yes", 3, "no bin and week. Write e.g."),
        ("addresses.csv", "rubbish:b,yes", "rubbish,yes", 3, "'rubbish' is no bin and week"),
        ("addresses.csv", ",mon,food:every,no\n1", ",mon\n1", 5, "too few columns"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_its_line(folder: Path, file: str, old: str, new: str, line: int, said: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        Gazetteer(folder).all_addresses()
    assert (error.value.file, error.value.line) == (folder / file, line)
    assert said in str(error.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(folder: Path, content: bytes | None) -> None:
    path = folder / "addresses.csv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"addresses\.csv"):
        Gazetteer(folder).all_addresses()


def test_files_as_a_spreadsheet_saves_them_are_read(folder: Path) -> None:
    for name, text in (("streets.csv", STREETS), ("addresses.csv", ADDRESSES)):
        (folder / name).write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert len(Gazetteer(folder).all_addresses()) == 5


def test_the_zone_of_a_street_may_stand_there_or_not(folder: Path) -> None:
    street = Gazetteer(folder).street("1")
    assert street is not None
    assert street.zone == ""
    lines = (
        STREETS.replace("responsible\n", "responsible,zone\n").replace(",\n", ",,a\n").replace("county\n", "county,\n")
    )
    (folder / "streets.csv").write_text(lines, encoding="utf-8")
    assert [street.zone for street in Gazetteer(folder).all_streets()] == ["a", "a", "", "a", "a"]
