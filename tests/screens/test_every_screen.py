"""What holds on every screen: a heading, a place to begin, no literal text, nothing cut at any size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import sample_screens
import sample_views
from babel.messages.extract import extract_from_file
from measuring import cut_words, overlapping
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea
from sample_screens import every_screen
from stage import MakeStage, Stage, settle

from accessibility.controls import ErrorSummary
from accessibility.display import Contrast, Display
from accessibility.look import Look
from kiosk.council_pack import DEMO_COUNCIL
from kiosk.language import Language, own_name
from kiosk.pack_texts import pack_texts
from kiosk.spoken_languages import spoken_languages

NAMES = list(every_screen(Look.of(Display()), Language()))
HOUSE = Path(__file__).resolve().parents[2]
WINDOWS = [(1080, 1920), (1920, 1080), (800, 1280)]


class Bracketed(Language):
    """A pseudo-language: whatever comes from the catalogues stands in brackets, so that a literal stands out."""

    def translate(self, text: str, **values: object) -> str:
        return f"⟦{super().translate(text, **values)}⟧" if text else ""

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        return f"⟦{super().plural(one, many, n, **values)}⟧"

    def date(self, day: date, *, year: bool = False, alone: bool = False) -> str:
        return f"⟦{super().date(day, year=year)}⟧"

    def joined(self, items: Sequence[str]) -> str:
        return f"⟦{super().joined(items)}⟧"

    def one_of(self, items: Sequence[str]) -> str:
        return f"⟦{super().one_of(items)}⟧"


class Recording(Language):
    """English that remembers which texts it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def translate(self, text: str, **values: object) -> str:
        self.asked.add(text)
        return super().translate(text, **values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        self.asked.add(one)
        return super().plural(one, many, n, **values)


class RightToLeft(Bracketed):
    """The same, in a language written from the right."""

    def __init__(self) -> None:
        super().__init__("ar")


@cache
def values() -> set[str]:
    """Words that are a person's or the council's own data, the same in every language."""
    pack = sample_views.demo_pack()
    said = [
        sample_views.CODE,
        sample_views.OTHER_CODE,
        sample_views.COME_BACK_CODE,
        "14 Mill Lane, Fairholme FH1 4QT",
        "07700 900123",
        "FH1 4",
        "2026",
        "31",
        "120.50",
        "AB123456C",
        "FC-7KD4",
        "Ann",
        "ca",
    ]
    said += ["English", "Cymraeg", *(own_name(code) for code in spoken_languages())]
    for spoken in spoken_languages().values():  # words of a language that no catalogue has
        said += [spoken.english, spoken.heading, *spoken.text, spoken.next_in_english, spoken.ask, spoken.back]
    said += [f"{street.name}, {street.town}" for street in pack.gazetteer.all_streets()]
    said += [address.first_line for address in pack.gazetteer.at_postcode("FH1 4QT")]
    return {word for text in said for word in re.findall(r"\w+", text)}


def literal_words(text: str, known: set[str]) -> list[str]:
    """Return the words outside all brackets that are no values; single signs are codes and numbers said aloud."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = less
    return [word for word in re.findall(r"\w+", text) if len(word) > 1 and word not in known]


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_heading_first_and_a_place_to_begin(stage: Stage, name: str) -> None:
    screen = stage.show(every_screen(stage.look, stage.language)[name]())
    headings = stage.page.headings()
    summaries = screen.findChildren(ErrorSummary)
    assert headings[len(summaries)] == screen.heading
    begins = QApplication.focusWidget()
    assert begins is not None
    assert screen.isAncestorOf(begins)
    if summaries:
        assert begins is summaries[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_and_a_role(stage: Stage, name: str) -> None:
    screen = stage.show(every_screen(stage.look, stage.language)[name]())
    nameless = {QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}
    nameless |= {QAccessible.Role.EditableText, QAccessible.Role.Heading, QAccessible.Role.Graphic}
    assert [str(widget) for role, said, widget in stage.page.everything() if role in nameless and not said] == []
    for widget in screen.findChildren(object):
        if getattr(widget, "focusPolicy", None) and widget.focusPolicy().value & 1 and not widget.accessibleName():
            assert isinstance(widget, QScrollArea), f"{widget} takes the focus and says nothing"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_seen_or_heard_is_a_literal(make_stage: MakeStage, name: str) -> None:
    stage = make_stage(language=Bracketed())
    screen = stage.show(every_screen(stage.look, stage.language)[name]())
    known = values()
    texts = [*stage.page.all_texts(), screen.back_button or "", screen.next_button or "", *screen.speech_parts()]
    assert {text: words for text in texts if (words := literal_words(text, known))} == {}


def test_the_measure_of_literals_sees_one() -> None:
    assert literal_words("⟦Change: ⟦Address⟧⟧ 14 Mill", {"14", "Mill"}) == []
    assert literal_words("Change ⟦Address⟧", set()) == ["Change"]


def test_every_text_is_found_by_the_catalogues(stage: Stage) -> None:
    language = Recording()
    for make in every_screen(stage.look, language).values():
        stage.show(make()).speech_parts()
    known = {text.text for text in pack_texts(DEMO_COUNCIL)}
    for samples in (sample_views, sample_screens):
        known |= marked_texts(Path(samples.__file__))
    for package in ("kiosk", "screens", "accessibility"):
        for source in (HOUSE / package).rglob("*.py"):
            known |= marked_texts(source)
    assert {text for text in language.asked - known if any(sign.isalpha() for sign in text)} == set()


def marked_texts(source: Path) -> set[str]:
    """Return what Babel finds in a file, as packaging/make_catalogues.py asks it to."""
    keywords = {"translate": None, "marked": None, "say": None, "plural": (1, 2)}
    found = extract_from_file("python", source, keywords=keywords)
    return {english if isinstance(english, str) else english[0] for _line, english, _comments, _context in found}


@pytest.mark.parametrize("name", NAMES)
def test_listen_begins_with_the_heading_or_where_it_stands(stage: Stage, name: str) -> None:
    screen = stage.show(every_screen(stage.look, stage.language)[name]())
    parts = screen.speech_parts()
    assert screen.heading in parts[:2]
    assert len(parts) == len(set(parts)), "something is read twice"


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window[0]}x{window[1]}")
@pytest.mark.parametrize(
    ("size", "contrast"),
    [
        *[(1, "normal"), (2, "high"), (3, "normal"), (4, "high")],
        # Colours move nothing; --thorough looks at the other half all the same.
        *[pytest.param(*other, marks=pytest.mark.thorough) for other in ((1, "high"), (2, "normal"))],
        *[pytest.param(*other, marks=pytest.mark.thorough) for other in ((3, "high"), (4, "normal"))],
    ],
)
def test_nothing_is_cut_and_no_page_scrolls_sideways(
    make_stage: MakeStage, size: int, contrast: Contrast, window: tuple[int, int]
) -> None:
    stage = make_stage(Display(text_size=size, contrast=contrast, width=window[0], height=window[1]))
    wrong: dict[str, list[str]] = {}
    for name, make in every_screen(stage.look, stage.language).items():
        screen = stage.show(make())
        found = cut_words(screen) + cut_words(stage.frame.way_on) + overlapping(screen)
        if screen.width() > stage.frame.page_area.width():
            found.append("wider than the window")
        if found:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("size", [1, 4])
def test_a_language_from_the_right_turns_every_page_round(make_stage: MakeStage, size: int) -> None:
    stage = make_stage(Display(text_size=size), RightToLeft())
    for name, make in every_screen(stage.look, stage.language).items():
        screen = stage.show(make())
        if not name.startswith("no-translation"):  # in a language of its own
            assert screen.isRightToLeft(), name
        assert cut_words(screen) == [], name


@pytest.mark.parametrize("name", ["question", "question-line", "find-address", "type-address-wrong", "code"])
def test_what_was_typed_or_chosen_is_still_there_when_the_page_is_built_again(stage: Stage, name: str) -> None:
    make = every_screen(stage.look, stage.language)[name]
    before = stage.show(make())
    keys = before.draft().values
    changed = {key: (not value if isinstance(value, bool) else f"{value} more") for key, value in keys.items()}
    before.restore(type(before.draft())(changed))
    after = stage.show(make(), before.draft())
    settle()
    assert after.draft().values == changed


def test_nothing_typed_is_left_in_a_screen_that_was_taken_down(stage: Stage) -> None:
    screens = every_screen(stage.look, stage.language)
    first = stage.show(screens["type-address"]())
    for key in first.draft().values:
        first._kept[key].setText("secret")
    controls = list(first._kept.values())
    first.wipe()
    assert [control.text() for control in controls] == ["", "", ""]
