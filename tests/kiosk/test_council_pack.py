import shutil
from datetime import date
from pathlib import Path

import pytest
from broken_pack import change

from kiosk.__main__ import main
from kiosk.collation import sort_key
from kiosk.council_pack import load_council_pack
from kiosk.errors import ConfigError


def test_the_demo_council_is_the_default() -> None:
    pack = load_council_pack()
    assert pack.council.name == "Fairholme Council"
    assert set(pack.journeys) >= {"missed-bin", "street-light"}
    assert pack.zone.key == "Europe/London"
    assert pack.council.calendar == "ENG"


def test_topics_without_a_journey_are_not_shown() -> None:
    pack = load_council_pack()
    shown = [topic.id for topic in pack.topics()]
    assert shown == [topic.id for topic in pack.council.topics if pack.journeys_of(topic.id)]
    assert "missed-bin" in [journey.id for journey in pack.journeys_of("bins-and-recycling")]


def test_a_topics_journeys_stand_in_the_order_of_the_readers_alphabet() -> None:
    pack = load_council_pack()
    for code in pack.council.offered:
        language = pack.language(code)
        journeys = pack.journeys_of("bins-and-recycling", language)
        titles = [language.translate(journey.title) for journey in journeys]
        assert titles == sorted(titles, key=lambda title: sort_key(title, code))
    welsh = [journey.id for journey in pack.journeys_of("bins-and-recycling", pack.language("cy"))]
    assert welsh != [journey.id for journey in pack.journeys_of("bins-and-recycling")]


def test_a_journey_is_in_the_councils_languages_and_in_the_further_ones_that_it_names() -> None:
    pack = load_council_pack()
    polish, welsh = pack.language("pl"), pack.language("cy")
    said = {name: pack.is_in(pack.journeys[name], polish) for name in ("missed-bin", "street-light")}
    assert said == {"missed-bin": True, "street-light": False}
    assert pack.is_in(pack.journeys["street-light"], welsh)
    assert pack.council.offered == ["en", "cy", "pl", "ar"]


def test_a_language_is_whole_or_a_further_one_and_not_both(folder: Path) -> None:
    line = change(folder / "council.toml", "contact = ", 'further_languages = ["cy"]\ncontact = ')
    with pytest.raises(ConfigError, match="'cy' stands in `languages` already") as caught:
        load_council_pack(folder)
    assert (caught.value.line, caught.value.key) == (line, "further_languages")


def test_contacts_and_bodies_are_found_by_id() -> None:
    pack = load_council_pack()
    assert pack.contact("council").text == "60100"
    assert pack.body("county").name == "Marlshire County Council"
    with pytest.raises(KeyError):
        pack.body("nobody")


@pytest.mark.parametrize(
    ("until", "today", "known"),
    [
        ("", date(2026, 11, 20), True),
        ("until = 2026-11-20\n", date(2026, 11, 20), True),
        ("until = 2026-11-20\n", date(2026, 11, 21), False),
    ],
)
def test_a_known_problem_counts_until_its_last_day(folder: Path, until: str, today: date, known: bool) -> None:
    change(folder / "council.toml", "services = [524]\n", f"services = [524]\n{until}")
    loaded = load_council_pack(folder)
    usrn = loaded.council.problems[0].streets[0]
    assert (loaded.known_problem(usrn, 524, today) is not None) is known
    assert loaded.known_problem(usrn, 999, today) is None
    assert loaded.known_problem("0", 524, today) is None


COUNCIL = "council.toml"
MISSED_BIN = "journeys/missed-bin.toml"
BROKEN = [
    (
        COUNCIL,
        'contact = "council"',
        'contact = "town-hall"',
        "[contact]: no contact is called 'town-hall'. Use one of",
    ),
    (COUNCIL, 'see_someone = ["council"', 'see_someone = ["mayor"', "[see_someone]: no contact is called 'mayor'"),
    (COUNCIL, 'contact = "county-highways"', 'contact = "nobody"', "[bodies.contact]: no contact is called"),
    (COUNCIL, '["emergency", "samaritans"]', '["coastguard"]', "[help_today.contacts]: no contact is called"),
    (COUNCIL, 'languages = ["en", "cy"]', 'languages = ["cy"]', 'is missing. Add "en"'),
    (COUNCIL, '"Europe/London"', '"Europe/Fairholme"', 'no time zone. Use a name such as "Europe/London"'),
    (COUNCIL, '"Europe/London"', '"../etc"', "is no time zone"),
    (
        COUNCIL,
        'phone = "105"\nweb = "powercut105.com"',
        'phone = "105"',
        "the only way to reach 'power-cuts'. Add text",
    ),
    (COUNCIL, 'country = "england"', 'country = "scotland"', "scotland"),
    (COUNCIL, "finish = 18:00:00", 'finish = "late"', "[collections.finish]"),
    (COUNCIL, 'icon = "recycle"', 'picture = "recycle"', "Known keys: id, title, hint, icon"),
    (MISSED_BIN, 'topic = "bins-and-recycling"', 'topic = "rubbish"', "no topic 'rubbish'. Use one of"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), BROKEN)
def test_a_wrong_council_names_file_line_key_and_remedy(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    changed = (folder / file).read_text(encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_council_pack(folder, whole=True)
    assert error.value.file == folder / file
    assert error.value.line == changed[: changed.index(new)].count("\n") + 1
    assert said in str(error.value)


def test_a_pack_without_journeys_says_where_they_go(folder: Path) -> None:
    shutil.rmtree(folder / "journeys")
    with pytest.raises(ConfigError, match="Put at least one journey file"):
        load_council_pack(folder)


def test_a_folder_without_a_council_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"council\.toml: this file is missing"):
        load_council_pack(tmp_path)


def test_welsh_bank_holidays_for_a_welsh_council(folder: Path) -> None:
    change(folder / "council.toml", 'country = "england"', 'country = "wales"')
    assert load_council_pack(folder).council.calendar == "WLS"


def test_the_council_speaks_its_languages() -> None:
    pack = load_council_pack()
    assert pack.language("cy").translate(pack.council.name) == "Cyngor Fairholme"
    with pytest.raises(ConfigError, match="no catalogue for the language 'de'"):
        pack.language("de")


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        ("addresses.csv", "uprn,number", "uprn,house", 1, "The first line names uprn, number"),
        ("streets.csv", "usrn,name", "usrn,title", 1, "The first line names usrn, name"),
        ("addresses.csv", ",fri,", ",friday,", None, "Use one of mon, tue"),
    ],
)
def test_a_wrong_line_among_the_addresses_is_found_at_the_start(
    folder: Path, file: str, old: str, new: str, line: int | None, said: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    change(folder / file, old, new)
    with pytest.raises(ConfigError) as wrong:
        load_council_pack(folder)
    assert wrong.value.file == folder / file
    assert wrong.value.line == (line or text[: text.index(old)].count("\n") + 1)
    assert said in str(wrong.value)


@pytest.mark.parametrize("file", ["addresses.csv", "streets.csv"])
def test_every_command_ends_with_2_where_the_addresses_are_missing(
    folder: Path, kiosk_home: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    (folder / file).unlink()
    (kiosk_home / "kiosk.toml").write_text(f'council = "{folder}"\n', encoding="utf-8")
    for command in (["journeys"], ["run"], ["status"]):
        assert main(command) == 2
        told = capsys.readouterr().err
        assert str(folder / file) in told
        assert "Put a CSV file in UTF-8 there" in told


def test_a_language_is_read_once(folder: Path) -> None:
    council = load_council_pack(folder)
    assert council.language("cy") is council.language("cy")


def test_a_broken_catalogue_keeps_nobody_from_sending(folder: Path) -> None:
    council = load_council_pack(folder)
    assert set(council.in_every_language("Report a missed bin")) == {"en", "cy"}
    assert council.in_every_language("nobody translated this") == {"en": "nobody translated this"}
    (folder / "locale" / "cy" / "council.po").write_bytes(b"\xff")
    assert load_council_pack(folder).in_every_language("Report a missed bin") == {"en": "Report a missed bin"}
