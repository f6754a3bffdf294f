"""Draws a journey as SVG: its pages in order, the conditions in words, its endings, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from kiosk.condition_words import Say, condition_words
from kiosk.easy_words import in_easy_words, next_in_easy_words
from kiosk.event_parts import as_written
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.svg import LINE, Words, arrow, box, drawing, lines, words

_SPINE, _PAGE, _SIDE, _GAP = 60, 420, 400, 34
_ENDING = _SPINE + _PAGE + 90
_WIDTH = _ENDING + _SIDE + 20
_WAY = _SPINE + 30
_PAST = 24  # where ways past a page run


@dataclass
class _Sheet:
    """What is drawn so far, from the top."""

    parts: list[str] = field(default_factory=list)
    down: int = 20
    from_above: int | None = None  # where the way from above begins
    lowest: int = 0  # of the endings at the side

    def add(self, drawn: str, height: int) -> None:
        self.parts.append(drawn)
        self.down += height


def journey_map(journey: Journey, say: Say, *, easy: bool = False) -> str:
    """Return a journey as an SVG drawing; `say` puts its texts into a language. `easy`: in its easy words."""
    sheet = _Sheet()
    if easy:
        pages = [in_easy_words(wording) for wording in journey.page]
        following = [next_in_easy_words(step) for step in journey.next]
        journey = msgspec.structs.replace(journey, page=pages, next=following)

    def say_it(text: str) -> str:
        return say(as_written(text)[0])  # pages of a life event's members are translated as they stand in their files

    return _drawn(sheet, journey, say_it)


def _drawn(sheet: _Sheet, journey: Journey, say: Say) -> str:
    title = say(journey.title)
    _put(sheet, [words(title, _PAGE, "heading"), words("Start", _PAGE, "small")], "end", title)
    for number, page in enumerate(journey.page, start=1):
        if page.kind == "ending":
            _end(sheet, journey, page, say)
        else:
            _pass_through(sheet, journey, page, number, say)
    _put(sheet, [words("Check your answers, then Send", _PAGE, "heading")], "end", "Check your answers, then Send")
    _say_what_follows(sheet, journey, say)
    questions, endings = len(journey.questions), sum(page.kind == "ending" for page in journey.page)
    past = "Dashed lines lead past pages that are not always asked."
    about = f"{questions} questions and {endings} endings, in order. {past}"
    return drawing(_WIDTH, max(sheet.down, sheet.lowest) + 20, title, about, sheet.parts)


def _pass_through(sheet: _Sheet, journey: Journey, page: Page, number: int, say: Say) -> None:
    """Draw a page on the way, and the way past it where it has a condition."""
    parts = [words(f"{number}. {say(page.ask)}", _PAGE, "heading"), words(f"{page.kind} · {page.id}", _PAGE, "small")]
    parts += [words(f"• {say(label)}", _PAGE) for label in page.options.values()]
    if page.options_from:
        parts.append(words(f"• what “{page.options_from.fact}” holds", _PAGE))
    if page.not_sure:
        parts.append(words(f"• {say('I do not know')}", _PAGE))
    for variant in page.variant:
        if variant.ask:
            asked = f"Asked as “{say(variant.ask)}” if {condition_words(variant.when, journey, say)}"
            parts.append(words(asked, _PAGE, "condition"))
    condition = condition_words(page.when, journey, say)
    above = sheet.from_above
    if condition:
        _put_condition(sheet, words(f"If {condition}", _PAGE - 30, "condition"), _SPINE)
    _put(sheet, parts, "notice" if page.kind == "notice" else "page", f"Page {number}: {say(page.ask)}")
    if condition and above is not None:
        edge = sheet.down - _GAP
        past = [(_WAY, above + 24), (_PAST, above + 24), (_PAST, edge + 12), (_WAY, edge + 12)]
        sheet.parts.append(arrow(past, "past"))


def _end(sheet: _Sheet, journey: Journey, page: Page, say: Say) -> None:
    """Draw an ending at the side, and the way to it."""
    condition = condition_words(page.when, journey, say)
    label = words(f"If {condition}" if condition else "Always", _SIDE, "condition")
    top = max(sheet.down, sheet.lowest)
    middle = top + label.height + 26
    sheet.parts.append(lines(_ENDING, top + 12, label))
    parts = [words(say(page.ask), _SIDE, "heading"), words(f"ending: {page.outcome} · {page.id}", _SIDE, "small")]
    parts += [words(f"→ {say(way.label)}", _SIDE) for way in page.alternatives]
    drawn, height = box(_ENDING, middle - 14, _SIDE, parts, "ending", f"Ending: {say(page.ask)}")
    above = sheet.from_above if sheet.from_above is not None else sheet.down
    leaves = _SPINE + _PAGE - 40
    sheet.parts += [arrow([(leaves, above), (leaves, middle), (_ENDING, middle)]), drawn]
    sheet.lowest = middle - 14 + height + _GAP
    sheet.down = max(sheet.down, middle + LINE)


def _say_what_follows(sheet: _Sheet, journey: Journey, say: Say) -> None:
    for step in journey.next:
        condition = condition_words(step.when, journey, say)
        label = words(f"What happens next, if {condition}" if condition else "What happens next", _PAGE, "condition")
        _put_condition(sheet, label, _SPINE)
        sheet.from_above = None
        _put(sheet, [words(say(step.dated), _PAGE)], "next", say(step.dated))


def _put_condition(sheet: _Sheet, label: Words, x: int) -> None:
    sheet.parts.append(lines(x + 44, sheet.down + 4, label))
    sheet.down += label.height


def _put(sheet: _Sheet, parts: list[Words], look: str, told: str) -> None:
    """Draw a box on the way, joined with the one above."""
    if sheet.from_above is not None:
        sheet.parts.append(arrow([(_WAY, sheet.from_above), (_WAY, sheet.down)]))
    drawn, height = box(_SPINE, sheet.down, _PAGE, parts, look, told)
    sheet.add(drawn, height)
    sheet.from_above = sheet.down
    sheet.down += _GAP
