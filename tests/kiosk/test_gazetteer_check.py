from pathlib import Path

import pytest

from kiosk.checking import check_pack
from kiosk.gazetteer import STREET_COLUMNS
from kiosk.gazetteer_check import read_table, street_problems
from kiosk.problems import Problem

HEAD = "uprn,number,usrn,postcode,ward,day,bins,assisted"
GOOD = "990010000101,1,47000101,FH1 4QT,Castle,fri,rubbish:b recycling:a,no"


def _problems(folder: Path, file: str, *lines: str) -> list[Problem]:
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [problem for problem in check_pack(folder) if problem.file == folder / file]


ADDRESSES = [
    ("99001000010A", "no UPRN", "Write its digits, 12 at most", "uprn"),
    ("9900100001010", "no UPRN", "12 at most", "uprn"),
    ("", "no UPRN", "digits", "uprn"),
    (" ", "the number is empty", "number or name of the house", "number"),
    ("47009999", "no street has the USRN '47009999'", "Add it to streets.csv", "usrn"),
    ("HELLO", "'HELLO' is no postcode", "like FH1 4QT", "postcode"),
    ("fh14qt", "written another way", "Write FH1 4QT.", "postcode"),
    ("friday", "'friday' is no day", "Use one of: mon, tue", "day"),
    ("rubbish", "'rubbish' is no bin and week", "recycling:b", "bins"),
    ("rubbish:c", "'rubbish:c' is no bin and week", "every, a, b", "bins"),
    ("glass:a", "no words for the bin 'glass'", "[words.bins.glass]", "bins"),
    ("maybe", "assisted is 'maybe'", "Write yes where", "assisted"),
    ("", "assisted is ''", "else no", "assisted"),
    ("No", "assisted is 'No'", "else no", "assisted"),
]


@pytest.mark.parametrize(("value", "what", "remedy", "column"), ADDRESSES)
def test_a_wrong_address_is_told(folder: Path, value: str, what: str, remedy: str, column: str) -> None:
    values = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    found = _problems(folder, "addresses.csv", HEAD, GOOD, ",".join({**values, "uprn": "2", column: value}.values()))
    assert [(problem.line, what in problem.what, remedy in problem.remedy) for problem in found] == [(3, True, True)]


def test_a_uprn_stands_once(folder: Path) -> None:
    [problem] = _problems(folder, "addresses.csv", HEAD, GOOD, GOOD)
    assert (problem.line, problem.what) == (3, "the UPRN '990010000101' stands in line 2 already.")


@pytest.mark.parametrize("line", [GOOD + ",more", GOOD.removesuffix(",no"), GOOD.replace(",1,", ",Flat 2, 14,")])
def test_a_line_with_too_few_or_too_many_columns_is_told(folder: Path, line: str) -> None:
    [problem] = _problems(folder, "addresses.csv", HEAD, line)
    assert problem.line == 2
    assert '"Flat 2, 14"' in problem.remedy


def test_every_wrong_line_is_told_up_to_twenty(folder: Path) -> None:
    wrong = [GOOD.replace("990010000101", str(number)).replace(",no", ",maybe") for number in range(1, 31)]
    found = _problems(folder, "addresses.csv", HEAD, *wrong[:20])
    assert [problem.line for problem in found] == list(range(2, 22))
    found = _problems(folder, "addresses.csv", HEAD, *wrong)
    assert len(found) == 21
    assert found[-1].what == "10 more faults follow in this file."


def test_a_comma_in_quotes_and_an_empty_line_are_fine(folder: Path) -> None:
    assert _problems(folder, "addresses.csv", HEAD, GOOD.replace(",1,", ',"Flat 2, 14",'), "") == []


STREET = "47000101,Mill Lane,Fairholme,Castle,"
STREETS = [
    (STREET.replace("47000101", "4700010X"), "no USRN", "8 at most"),
    (STREET.replace("Mill Lane", ""), "the name is empty", "as residents know it"),
    (STREET.replace("Fairholme", " "), "the town is empty", "as residents know it"),
    (STREET + "parish", "no body 'parish'", "Use one of: county. Empty: the council itself."),
]


@pytest.mark.parametrize(("line", "what", "remedy"), STREETS)
def test_a_wrong_street_is_told(folder: Path, line: str, what: str, remedy: str) -> None:
    found = _problems(folder, "streets.csv", "usrn,name,town,ward,responsible", line.replace("47000101", "47000102"))
    assert [(problem.line, what in problem.what, remedy in problem.remedy) for problem in found] == [(2, True, True)]


@pytest.mark.parametrize(("text", "what"), [("usrn,name\n", "the column 'town' is missing"), ("", "the column 'usrn'")])
def test_a_missing_column_is_named(folder: Path, text: str, what: str) -> None:
    [problem] = _problems(folder, "streets.csv", text)
    assert what in problem.what


@pytest.mark.parametrize(("zone", "lines"), [("a", []), ("", []), ("z", [2])])
def test_a_zone_without_words_is_told(tmp_path: Path, zone: str, lines: list[int]) -> None:
    path = tmp_path / "streets.csv"
    path.write_text(f"usrn,name,town,ward,responsible,zone\n{STREET},{zone}\n", encoding="utf-8")
    found = list(street_problems(read_table(path, STREET_COLUMNS), ["county"], ["a", "b"]))
    assert [problem.line for problem in found] == lines
    for problem in found:
        assert problem.what == "council.toml has no words for the zone 'z'."
        assert problem.remedy == "Add a table [words.zones.z]. It knows a, b."
