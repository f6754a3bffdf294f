"""What controls draw: icons, squares for a phone, lines and pictures, each in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from accessibility.controls import FocusRing, Picture, QrSquare, Rule, SummaryRow, WordButton
from accessibility.controls.qr_square import QUIET_ZONE
from accessibility.display import Contrast, Display
from accessibility.icons import icon, icon_names
from accessibility.look import Look

Shown = Callable[..., QWidget]


def test_every_icon_draws_in_its_colour_and_an_unknown_one_names_what_there_is() -> None:
    for name in icon_names():
        picture = icon(name, 48, "#0A3F4C")
        inked = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
        inked = [colour for colour in inked if colour.alpha() > 250]
        assert inked, name
        assert all(abs(c.red() - 0x0A) + abs(c.green() - 0x3F) + abs(c.blue() - 0x4C) <= 6 for c in inked), name
    with pytest.raises(KeyError, match="volume-2"):
        icon("no-such-icon", 48, "#000000")


@pytest.mark.parametrize("pixels_per_mm", [2.0, 3.21, 5.0])
def test_the_line_around_the_focus_has_4_pixels_at_any_density(shown: Shown, pixels_per_mm: float) -> None:
    look = Look.of(Display(pixels_per_mm=pixels_per_mm))
    button = WordButton(look, "Send", "primary")
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(60, 60, 60, 60)
    column.addWidget(button)
    window = shown(room)
    FocusRing(window, look)
    QApplication.processEvents()
    button.clearFocus()
    button.setFocus()
    QApplication.processEvents()
    picture = window.grab().toImage()
    beside = button.mapTo(window, button.rect().center()).y()
    left = button.mapTo(window, button.rect().topLeft()).x()
    line = [x for x in range(left) if picture.pixelColor(x, beside) == look.colour("focus_line")]
    ring = [x for x in range(left) if picture.pixelColor(x, beside) == look.colour("focus_ring")]
    assert len(line) == max(4, look.px(4))
    assert len(ring) == look.px(8)
    assert max(ring) + 1 == min(line)
    assert max(line) + 1 == left


@pytest.mark.parametrize("contrast", ["normal", "high"])
def test_the_square_is_black_on_white_with_its_quiet_zone_and_says_what_it_should(
    shown: Shown, contrast: Contrast
) -> None:
    look = Look.of(Display(contrast=contrast))
    square = QrSquare(look, "https://example.org/t/KK-7KD4-N9WH-3", "Square for a phone")
    shown(square)
    picture: QImage = square.grab().toImage()
    modules = square.modules
    step = picture.width() // (len(modules) + 2 * QUIET_ZONE)
    assert step / look.display.pixels_per_mm >= 1.0
    start = (picture.width() - step * len(modules)) // 2
    assert QUIET_ZONE >= 4
    assert start >= QUIET_ZONE * step
    for y in range(-QUIET_ZONE, len(modules) + QUIET_ZONE):
        for x in range(-QUIET_ZONE, len(modules) + QUIET_ZONE):
            inside = 0 <= y < len(modules) and 0 <= x < len(modules)
            wanted = "#000000" if inside and modules[y][x] else "#ffffff"
            middle = QPointF(start + (x + 0.5) * step, start + (y + 0.5) * step).toPoint()
            assert picture.pixelColor(middle).name() == wanted


def test_a_summary_row_stands_midway_between_its_lines(shown: Shown) -> None:
    look = Look.of(Display())
    for change in ("Change", ""):
        row = SummaryRow(look, "Address", "14 Mill Lane", change=change)
        shown(row)
        words = [child.geometry() for child in row.findChildren(QWidget) if not isinstance(child, Rule)]
        line = row.findChild(Rule).geometry()
        above = min(rect.top() for rect in words) + look.display.small_gap
        assert abs(above - (line.top() - max(rect.bottom() for rect in words))) <= 2


def test_a_picture_stands_level_with_the_first_line_of_its_words(qapp: QApplication) -> None:
    look = Look.of(Display())
    picture = Picture(look, "phone")
    side = picture.sizeHint().width()
    tops = []
    for lines in (1, 4):
        picture.resize(side, lines * side)
        image = picture.grab().toImage()
        ground = image.pixel(0, image.height() - 1)
        tops.append(
            min(y for y in range(image.height()) if any(image.pixel(x, y) != ground for x in range(image.width())))
        )
    assert tops[0] == pytest.approx(tops[1], abs=look.font("body").pixelSize() // 4)
    picture.deleteLater()
