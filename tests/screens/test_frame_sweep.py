"""Every size, theme, direction and shape of the window, in a language half as long again: nothing cut, all in view."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QApplication, QWidget
from stage import settle

from accessibility.controls import FlowRow, OptionRow, SummaryRow, TextField, WordButton
from accessibility.display import Contrast, Display
from accessibility.fonts import load_fonts
from accessibility.keyboard.key import Key
from accessibility.look import Direction, Look
from kiosk.language import Language
from screens.frame import Frame
from screens.screen import Screen


class HalfAsLongAgain(gettext.NullTranslations):
    """Each word gets half its letters once more, as German or Welsh might."""

    def gettext(self, message: str) -> str:
        return " ".join(word + word[: len(word) // 2].lower() for word in message.split())


LONG = Language("en", HalfAsLongAgain())
SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def page(look: Look, keyboard: bool) -> Screen:
    say = LONG.translate
    screen = Screen(look, LONG, back=say("Back"), next_step=say("Continue"), keyboard="paragraph" if keyboard else None)
    field = TextField(look, say("Postcode"), "FH1 4QT")
    screen.add_context(say("Report a missed bin · Question 2 of 9"))
    screen.add_heading(say("Which bins or bags were not emptied?"))
    screen.add_hint(say("Choose all that were missed. These are the ones at your address."))
    screen.add(field)
    screen.keep("field", field)
    for words in ("Rubbish (black bin)", "Something not listed"):
        screen.add(OptionRow(look, say(words), several=True, hint=say("A hint that goes on for a while")))
    screen.add_tiles(
        [
            WordButton(look, say(words), "tile", icon_name="house", hint=say("Repairs, rent, somewhere to live"))
            for words in ("Housing and repairs", "Streets")
        ]
    )
    screen.add(SummaryRow(look, say("Was due on"), say("Friday 20 November"), change=say("Change")))
    screen.add(FlowRow(look, [WordButton(look, say(word), "chip") for word in ("Recycling", "Garden", "Not listed")]))
    screen.add_error_summary([(say("Choose at least one"), field)])
    return screen


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[list[Frame]]:
    load_fonts()
    made: list[Frame] = []
    yield made
    for window in made:
        window.close()
        window.deleteLater()
    settle()


def faults(window: Frame) -> list[str]:
    """What is cut, out of the window, or laid over its neighbour."""
    found = []
    screen = window.screen_shown
    assert screen is not None
    for part in window.findChildren(QWidget):
        if not hasattr(part, "text_rects") or not part.isVisible():
            continue
        name = f"{type(part).__name__} {part.accessibleName()!r}"
        room = QRectF(part.rect()).adjusted(-1, -1, 1, 1)
        if any(not rect.isEmpty() and not room.contains(rect) for rect in part.text_rects()):
            found.append(f"{name} cuts its text")
        holder = screen if screen.isAncestorOf(part) else window
        corner = part.mapTo(holder, QPoint(0, 0))
        if corner.x() < 0 or corner.x() + part.width() > window.width() or corner.y() + part.height() > holder.height():
            found.append(f"{name} leaves its place")
    if screen.width() > window.page_area.width():
        found.append("the page has to be moved sideways")
    return found + overlaps(window)


def overlaps(window: Frame) -> list[str]:
    """Pairs of buttons outside the page that lie over each other."""
    parts = [p for p in window.findChildren(WordButton) if p.isVisible() and not window.page_area.isAncestorOf(p)]
    parts += [key for key in window.findChildren(Key) if key.isVisible()]
    places = [(part, part.rect().translated(part.mapTo(window, QPoint(0, 0)))) for part in parts]
    return [
        f"{one.accessibleName()!r} lies over {other.accessibleName()!r}"
        for i, (one, first) in enumerate(places)
        for other, second in places[i + 1 :]
        if first.intersects(second)
    ]


@pytest.mark.parametrize("keyboard", [False, True], ids=["reading", "typing"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_nothing_is_cut_and_the_way_on_is_in_view(
    windows: list[Frame], size: int, contrast: Contrast, direction: Direction, shape: str, keyboard: bool
) -> None:
    width, height = SHAPES[shape]
    look = Look.of(Display(text_size=size, contrast=contrast, width=width, height=height), direction)
    window = Frame(look, LONG, "Fairholme County Borough Council", "Central Library", voice=True)
    windows.append(window)
    window.resize(width, height)
    window.show()
    window.show_screen(page(look, keyboard))
    settle()
    assert (window.width(), window.height()) == (width, height)
    assert faults(window) == []
    for part in (window.way_on.back_button, window.way_on.next_button, window.bar.stop_button):
        assert part is not None
        top = part.mapTo(window, QPoint(0, 0)).y()
        assert 0 <= top < top + part.height() <= height
    assert window.page_area.height() >= 3 * look.display.font_pixels("body")


def test_the_sweep_sees_a_planted_overlap_and_cut(windows: list[Frame], qapp: QApplication) -> None:
    look = Look.of(Display())
    window = Frame(look, LONG, "Fairholme Council", "Central Library", voice=True)
    windows.append(window)
    window.resize(1080, 1920)
    window.show()
    window.show_screen(page(look, keyboard=False))
    settle()
    assert faults(window) == []
    window.bar.stop_button.setGeometry(window.bar.language_button.geometry().adjusted(0, 0, -150, 0))
    found = " ".join(faults(window))
    assert "lies over" in found
    assert "cuts its text" in found
