"""Controls: nothing clipped, right names and roles, pressed by touch and by key, and nothing kept once wiped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontInfo, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from accessibility.controls import (
    ContactCard,
    ErrorSummary,
    FlowRow,
    OptionRow,
    Panel,
    Picture,
    QrSquare,
    Rule,
    SummaryRow,
    TextArea,
    TextField,
    WordButton,
    WrapLabel,
)
from accessibility.controls.qr_square import QUIET_ZONE
from accessibility.controls.wrapping import WrappedText
from accessibility.display import Contrast, Display
from accessibility.fonts import FAMILY
from accessibility.icons import icon, icon_names
from accessibility.look import Direction, Look

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
WORDS = f"Which bins or bags at {LONG} were not emptied?"
Shown = Callable[..., QWidget]


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


def test_every_icon_draws_in_its_colour_and_an_unknown_one_names_what_there_is() -> None:
    for name in icon_names():
        picture = icon(name, 48, "#0A3F4C")
        inked = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
        inked = [colour for colour in inked if colour.alpha() > 250]
        assert inked, name
        assert all(abs(c.red() - 0x0A) + abs(c.green() - 0x3F) + abs(c.blue() - 0x4C) <= 6 for c in inked), name
    with pytest.raises(KeyError, match="volume-2"):
        icon("no-such-icon", 48, "#000000")


def test_names_and_roles_are_what_assistive_technology_needs(shown: Shown, look: Look) -> None:
    field = TextField(look, "What is the postcode?", hint="For example FH1 4QT")
    cases: list[tuple[QWidget, QAccessible.Role, str]] = [
        (WrapLabel(look, "Check your answers", "heading"), QAccessible.Role.Heading, "Check your answers"),
        (WrapLabel(look, "Some words"), QAccessible.Role.StaticText, "Some words"),
        (WordButton(look, "Continue", "primary"), QAccessible.Role.Button, "Continue"),
        (WordButton(look, "Change", spoken="Change address"), QAccessible.Role.Button, "Change address"),
        (OptionRow(look, "Just mine", several=False), QAccessible.Role.RadioButton, "Just mine"),
        (OptionRow(look, "Recycling", several=True), QAccessible.Role.CheckBox, "Recycling"),
        (field, QAccessible.Role.EditableText, "What is the postcode?"),
        (QrSquare(look, "https://example.org", "Square for a phone"), QAccessible.Role.Graphic, "Square for a phone"),
        (
            ErrorSummary(look, "There is a problem", [("Choose one", field)]),
            QAccessible.Role.AlertMessage,
            "There is a problem Choose one",
        ),
    ]
    shown(*(widget for widget, _, _ in cases))
    for widget, role, name in cases:
        told = QAccessible.queryAccessibleInterface(widget)
        assert (told.role(), told.text(QAccessible.Text.Name)) == (role, name)


def test_a_heading_role_survives_a_thousand_pages(look: Look, shown: Shown) -> None:
    window = shown()
    for _ in range(1000):
        label = WrapLabel(look, "Again", "heading", parent=window)
        assert QAccessible.queryAccessibleInterface(label).role() == QAccessible.Role.Heading
        label.deleteLater()
        QApplication.sendPostedEvents(label, 52)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_what_has_the_focus(shown: Shown, look: Look, key: Qt.Key) -> None:
    pressed: list[str] = []
    button = WordButton(look, "Continue", "primary")
    button.clicked.connect(lambda: pressed.append("Continue"))
    option = OptionRow(look, "Recycling", several=True)
    shown(button, option)
    QTest.keyClick(button, key)
    QTest.keyClick(option, key)
    assert pressed == ["Continue"]
    assert option.isChecked()


def test_a_touch_anywhere_on_a_row_chooses_that_row(shown: Shown, look: Look) -> None:
    rows = [OptionRow(look, words, several=False) for words in ("Just mine", "The whole street")]
    window = shown(*rows)
    device = QTest.createTouchDevice()
    for row in (rows[1], rows[0]):
        place = row.mapTo(window, QPoint(row.width() - 20, 10))
        QTest.touchEvent(window, device).press(0, place, window).commit()
        QTest.touchEvent(window, device).release(0, place, window).commit()
        assert [each.isChecked() for each in rows] == [each is row for each in rows]


@pytest.mark.parametrize("size", [1, 4])
def test_everything_to_touch_is_12_7_mm(shown: Shown, size: int) -> None:
    look = Look.of(Display(text_size=size))
    kinds = ("primary", "secondary", "wide", "plain", "stop", "tool", "tile", "link", "chip", "bar", "band")
    made: list[QWidget] = [WordButton(look, "I", kind) for kind in kinds]
    made += [OptionRow(look, "I", several=True), TextField(look, "I"), TextArea(look, "I")]
    shown(*made)
    for control in made:
        assert control.height() >= look.display.touch_target, control
        assert control.sizeHint().width() >= look.display.touch_target, control


def test_a_problem_leads_to_the_control_it_is_about(shown: Shown, look: Look) -> None:
    field = TextField(look, "Postcode")
    summary = ErrorSummary(look, "There is a problem", [("Enter a postcode", field)])
    followed: list[int] = []
    summary.problem_followed.connect(followed.append)
    shown(summary, field)
    summary.setFocus()
    QTest.mouseClick(summary.findChild(WordButton), Qt.MouseButton.LeftButton)
    assert followed == [0]
    assert field.hasFocus()


def test_wiped_fields_keep_nothing_not_even_to_undo(shown: Shown, look: Look) -> None:
    line, area = TextField(look, "Name"), TextArea(look, "Tell us")
    shown(line, area)
    for field in (line, area):
        field.setFocus()
        QTest.keyClicks(field, "Ann Other")
        assert field.text() == "Ann Other"
        field.wipe()
        field.undo()
        assert field.text() == ""


def test_nothing_typed_reaches_a_clipboard(shown: Shown, look: Look) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    line, area = TextField(look, "Name", "Ann Other"), TextArea(look, "Tell us", "Ann Other")
    shown(line, area)
    for field in (line, area):
        field.setFocus()
        field.selectAll()
        for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V):
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == "Ann Other"
    assert clipboard.text() == "before"


def test_a_masked_field_hides_what_is_typed(look: Look) -> None:
    field = TextField(look, "Number", "12345", masked=True)
    assert field.displayText() == "●●●●●"
    field.set_masked(masked=False)
    assert field.displayText() == "12345"


def test_a_text_area_grows_instead_of_scrolling_inside(shown: Shown, look: Look) -> None:
    area = TextArea(look, "Tell us", lines=3)
    shown(area)
    before = area.sizeHint().height()
    area.setPlainText("word " * 400)
    assert area.sizeHint().height() > before


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
