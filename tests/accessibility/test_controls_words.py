"""Words in controls: nothing clipped at any size, and broken into lines only where a reader would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from accessibility.controls import (
    ContactCard,
    ErrorSummary,
    FlowRow,
    OptionRow,
    Panel,
    SummaryRow,
    WordButton,
    WrapLabel,
)
from accessibility.controls.wrapping import WrappedText
from accessibility.display import Contrast, Display
from accessibility.fonts import FAMILY
from accessibility.look import Direction, Look

Shown = Callable[..., QWidget]


LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
WORDS = f"Which bins or bags at {LONG} were not emptied?"


def every_control(look: Look, words: str) -> list[QWidget]:
    return [
        *(WrapLabel(look, words, role) for role in ("heading", "title", "body", "hint", "error", "small", "code")),
        *(WordButton(look, words, kind) for kind in ("primary", "secondary", "plain", "stop", "link", "chip")),
        WordButton(look, words, "tool", icon_name="eye-off"),
        WordButton(look, words, "wide", icon_name="search"),
        WordButton(look, words, "tile", icon_name="recycle", hint=words),
        OptionRow(look, words, several=True, hint=words),
        OptionRow(look, words, several=False),
        SummaryRow(look, words, words, change="Change"),
        ContactCard(look, words, [("phone", words)]),
        ErrorSummary(look, words, [(words, None)]),
        FlowRow(look, [WordButton(look, words, "chip"), WordButton(look, "Short", "chip")]),
    ]


def clipped(window: QWidget) -> list[str]:
    """The controls whose painted glyphs leave their own rectangle, or whose rectangle leaves the window."""
    found = []
    for control in window.findChildren(QWidget):
        if not hasattr(control, "text_rects"):
            continue
        room = QRectF(control.rect()).adjusted(-1, -1, 1, 1)
        if any(not rect.isEmpty() and not room.contains(rect) for rect in control.text_rects()):
            found.append(f"{type(control).__name__} cuts its text")
        corner = control.mapTo(window, QPoint(control.width(), control.height()))
        if corner.x() > window.width() or corner.y() > window.height():
            found.append(f"{type(control).__name__} leaves the window")
    return found


@pytest.mark.parametrize("width", [1080, 640])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_no_control_cuts_a_long_word_at_any_size(
    shown: Shown, size: int, contrast: Contrast, direction: Direction, width: int
) -> None:
    look = Look.of(Display(text_size=size, contrast=contrast, width=width), direction)
    assert clipped(shown(*every_control(look, WORDS), width=width)) == []


def test_the_measure_sees_a_planted_overflow(shown: Shown, look: Look) -> None:
    label = WrapLabel(look, WORDS, "heading")
    window = shown(label)
    assert clipped(window) == []
    label.setFixedHeight(30)
    window.layout().activate()
    assert clipped(window) == ["WrapLabel cuts its text"]


def test_the_letters_come_from_the_package_and_have_welsh_ones(look: Look) -> None:
    assert QFontInfo(look.font("body")).family() == FAMILY
    assert QFontInfo(look.font("heading")).weight() == 600


def test_words_on_a_green_or_brown_panel_take_its_colour(look: Look) -> None:
    for kind in ("done", "stored"):
        panel = Panel(look, kind)
        label = panel.add_text("KK-7KD4-N9WH-3", "code")
        assert label._colour.name() == look.colour(f"on_{kind}").name()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Check the number, like 01632 960123", "01632 960123"),
        ("The only one at FH1 4QT.", "FH1 4QT."),
        ("The postcode is SW1A 2AA", "SW1A 2AA"),
        ("Was it missed in the last 3 months?", "3 months?"),
        ("Dylai fod ag 11 rhif", "11 rhif"),
        ("Relay: 18001 01632 960100", "18001 01632 960100"),
    ],
)
def test_what_is_read_in_one_breath_is_never_split_between_two_lines(qapp: QApplication, text: str, whole: str) -> None:
    look = Look.of(Display())
    font = look.font("body")
    broken = WrappedText(look, text, font)
    least = max(WrappedText(look, whole, font).natural_width(), broken.longest_word())
    for width in range(int(least) + 1, int(broken.natural_width()), 7):
        assert broken.height_for(width) >= 0
        assert any(whole in line for line in broken.lines()), (width, broken.lines())


def test_where_a_whole_number_has_no_room_it_breaks_between_its_parts_and_not_inside_them(qapp: QApplication) -> None:
    look = Look.of(Display())
    number = WrappedText(look, "18001 01632 960100", look.font("body"))
    number.height_for(number.longest_word() + 2)
    assert number.lines() == ["18001", "01632", "960100"]


def test_the_strong_part_of_a_text_may_begin_with_a_number(qapp: QApplication) -> None:
    look = Look.of(Display())
    plain = WrappedText(look, "Within 2 working days", look.font("body"))
    strong = WrappedText(look, "Within 2 working days", look.font("body"), strong="2 working days")
    assert strong.natural_width() > plain.natural_width()
