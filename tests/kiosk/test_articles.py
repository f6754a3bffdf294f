"""Articles: what a file may say, what is refused with its line, and what they work out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import get_args

import pytest
from sample_knowledge import TUESDAY, demo_knowledge
from sample_views import demo_pack

from kiosk.articles.article import SCREENS, Head, LinkKind, Live, parse_article
from kiosk.articles.councillors import COLUMNS
from kiosk.articles.hours import load_places
from kiosk.articles.library import load_articles
from kiosk.articles.live import Moment, live_part
from kiosk.articles.recycling import by_letter
from kiosk.articles.recycling import columns as thing_columns
from kiosk.collation import first_letter
from kiosk.errors import ConfigError
from kiosk.language import Language

TOP = '+++\ntopic = "bins-and-recycling"\nreview_by = 2027-04-01\n+++\n'
at = datetime.fromisoformat
"""The council's local time."""

WHOLE = (
    TOP
    + """# When?

Put them out
by 6.

## Missed?

- Wait.
- Tell us.

[Report it](journey:missed-bin)
[Ask](contact:council)
"""
)


def read(text: str) -> tuple[Head, object]:
    return parse_article(Path("articles/bin-days.en.md"), text, Head)


def test_an_article_is_read_in_its_pieces() -> None:
    head, article = parse_article(Path("articles/bin-days.en.md"), WHOLE, Head)
    assert (article.id, article.title, head.topic) == ("bin-days", "When?", "bins-and-recycling")
    assert [(block.kind, block.text, block.points, block.line) for block in article.blocks] == [
        ("paragraph", "Put them out by 6.", (), 7),
        ("title", "Missed?", (), 10),
        ("points", "", ("Wait.", "Tell us."), 12),
        ("link", "Report it", (), 15),
        ("link", "Ask", (), 16),
    ]
    assert [link.way for link in article.links] == ["journey:missed-bin", "contact:council"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# No head\n", 1, "begins with a line +++"),
        ("", 1, "begins with a line +++"),
        ("+++\ntopic = 1\n", 2, "second +++"),
        ('+++\ntopic = "x"\nreview_by = "soon"\n+++\n# A\n', 3, "review_by"),
        ('+++\ntopic = "x"\nreview_by = 2027-01-01\ntopics = 1\n+++\n# A\n', 4, "topics"),
        ('+++\ntopic = "x"\nreview_by = 2027-01-01\nlive = "weather"\n+++\n# A\n', 4, "live"),
        ("+++\ntopic = \n+++\n# A\n", 2, "not TOML"),
        (TOP, 4, "heading is missing"),
        (TOP + "Words first.\n# A\n", 5, "heading is missing"),
        (TOP + "# A\n\n# B\n", 7, "second heading"),
        (TOP + "# A\n\n### B\n", 7, "'###'"),
        (TOP + "# A\n\nThis is **bold**.\n", 7, "'**'"),
        (TOP + "# A\n\n1. One\n", 7, "'1. '"),
        (TOP + "# A\n\nA <b>word</b>.\n", 7, "'<b'"),
        (TOP + "# A\n\nSee [this](journey:x) now.\n", 7, "']('"),
        (TOP + "# A\n\n[this]\n", 7, "no link"),
        (TOP + "# A\n\n[this](https://x.example)\n", 7, "'https'"),
        (TOP + "# A\n\n[this](film:x)\n", 7, "'film'"),
    ],
)
def test_what_no_article_can_say_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert caught.value.line == line
    assert what in f"{caught.value.key} {caught.value.problem}"
    assert caught.value.remedy


def test_a_folder_without_articles_has_none(tmp_path: Path) -> None:
    assert load_articles(tmp_path, ["en", "cy"]).heads == {}


def test_a_language_without_an_article_shows_the_english(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.en.md").write_text(WHOLE, encoding="utf-8")
    assert load_articles(tmp_path, ["en", "cy"]).article("a", "cy").title == "When?"


def test_the_demo_council_has_its_articles_in_both_languages_and_in_few_words() -> None:
    articles = demo_knowledge().articles
    assert len(articles.heads) >= 60
    assert set(articles.texts["en"]) == set(articles.texts["cy"])
    for name in articles.heads:
        words = len(articles.article(name, "en").text.split())
        assert 40 <= words <= 170, (name, words)


def test_the_lists_of_the_demo_council_are_long_enough() -> None:
    pack = demo_pack()
    assert len(demo_knowledge().things) >= 150
    assert len((pack.folder / "words" / "synonyms.csv").read_text(encoding="utf-8").splitlines()) > 300


# 990010000101 is emptied on Fridays: rubbish in weeks b, recycling in weeks a. Monday 16 November 2026 begins a week a.
@pytest.mark.parametrize(
    ("moment", "rubbish", "recycling"),
    [
        (TUESDAY, "Friday 27 November", "Friday 4 December"),
        (Moment(at("2026-11-27T09:00"), trusted=True), "Today", "Friday 4 December"),
        (Moment(at("2026-11-27T18:00"), trusted=True), "Friday 11 December", "Friday 4 December"),
        (replace(TUESDAY, trusted=False), "Every second Friday", "Every second Friday"),
    ],
)
def test_bin_days_are_those_of_the_address_and_no_date_is_promised_by_a_clock_that_may_be_wrong(
    moment: Moment, rubbish: str, recycling: str
) -> None:
    address = demo_pack().gazetteer.address("990010000101")
    part = live_part("collection-day", demo_knowledge(), moment, Language(), address)
    assert part is not None
    assert part.title == "1 Mill Lane, Fairholme FH1 4QT"
    assert dict(part.rows)["Rubbish (black bin)"] == rubbish
    assert dict(part.rows)["Recycling (blue bin)"] == recycling


def test_bin_days_are_told_in_welsh() -> None:
    address = demo_pack().gazetteer.address("990010000101")
    part = live_part("collection-day", demo_knowledge(), TUESDAY, demo_pack().language("cy"), address)
    assert part is not None
    assert dict(part.rows)["Sbwriel (bin du)"] == "Dydd Gwener 27 Tachwedd"


@pytest.mark.parametrize("live", ["collection-day", "councillor"])
def test_what_needs_an_address_waits_for_it(live: str) -> None:
    assert live_part(live, demo_knowledge(), TUESDAY, Language(), None) is None  # type: ignore[arg-type]


def test_an_address_has_the_councillors_of_its_ward() -> None:
    address = demo_pack().gazetteer.address("990010000101")
    part = live_part("councillor", demo_knowledge(), TUESDAY, Language(), address)
    assert part is not None
    assert part.title == "Your ward: Castle"
    assert len(part.rows) == 3


def test_every_ward_has_councillors() -> None:
    wards = {address.ward for address in demo_pack().gazetteer.all_addresses()}
    assert wards <= set(demo_knowledge().councillors)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at("2026-11-24T10:00"), "Open until 6"),
        (at("2026-11-24T08:59"), "Shut. Opens today at 9"),
        (at("2026-11-24T18:00"), "Shut. Opens on Wednesday 25 November at 9"),
        (at("2026-11-28T18:30"), "Shut. Opens on Monday 30 November at 9"),
        (at("2026-12-25T10:00"), "Shut. Opens on Saturday 26 December at 9"),  # Christmas Day, a Friday
    ],
)
def test_a_library_is_open_by_its_hours_and_shut_on_bank_holidays(now: datetime, said: str) -> None:
    part = live_part("open-now", demo_knowledge(), Moment(now, trusted=True), Language(), None)
    assert part is not None
    assert dict(part.rows)["Fairholme library"] == said


def test_nothing_is_called_open_by_a_clock_that_may_be_wrong() -> None:
    part = live_part("open-now", demo_knowledge(), replace(TUESDAY, trusted=False), Language(), None)
    assert part is not None
    assert {said for _, said in part.rows} == {"Please look at the hours below"}


@pytest.mark.parametrize("hours", ["9-5", "9:00", "25:00-26:00", "18:00-9:00", "nine"])
def test_hours_that_cannot_be_are_refused_with_their_line(tmp_path: Path, hours: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "opening.csv").write_text(
        f"id,en,mon,tue,wed,thu,fri,sat,sun\na,A,{hours},,,,,,\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        load_places(tmp_path, ["en"])
    assert (caught.value.line, caught.value.key) == (2, "mon")


def test_a_place_knows_when_it_shuts() -> None:
    place = demo_knowledge().places[0]
    assert place.closes(at("2026-11-26T19:00"), demo_pack().council) == time(20)


def test_service_standards_are_those_of_the_journeys() -> None:
    part = live_part("standards", demo_knowledge(), TUESDAY, Language(), None)
    assert part is not None
    assert dict(part.rows)["Report a missed bin"].endswith("working days")


@pytest.mark.parametrize(
    ("name", "code", "letter"),
    [("Books", "en", "B"), ("Chwyn", "cy", "Ch"), ("Chwyn", "en", "C"), ("Llestri", "cy", "Ll"), ("Ŵy", "cy", "W")],
)
def test_a_thing_stands_under_its_letter(name: str, code: str, letter: str) -> None:
    assert first_letter(name, code) == letter


def test_welsh_things_are_sorted_as_the_welsh_alphabet_is() -> None:
    letters = list(by_letter(demo_knowledge().things, "cy"))
    order = [letters.index(letter) for letter in ("C", "Ch", "D", "E", "Ll", "M", "Rh", "S")]
    assert order == sorted(order)


GUIDE = (Path(__file__).parents[2] / "docs" / "writing-articles.md").read_text(encoding="utf-8")


def test_the_article_in_the_guide_can_be_read() -> None:
    example = GUIDE.split("```markdown\n")[1].split("```")[0]
    head, article = parse_article(Path("articles/bin-days.en.md"), example, Head)
    assert (head.live, len(article.blocks)) == ("collection-day", 5)


def test_the_guide_names_every_key_link_and_list() -> None:
    wanted = [*Head.__struct_fields__, *filter(None, get_args(Live)), *SCREENS, *thing_columns(["en", "cy"]), *COLUMNS]
    wanted += [f"({kind}:" for kind in get_args(LinkKind)]
    assert [word for word in wanted if word not in GUIDE] == []
