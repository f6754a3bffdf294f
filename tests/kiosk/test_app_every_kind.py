"""Every kind of answer on the real screens, one after the other, up to the check page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from every_kind import with_every_kind
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import settle
from stepped import Stepped, stepping

from accessibility.controls import SignaturePad
from kiosk.app.journey_steps import JourneySteps
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.visit import Visit


@dataclass
class Shown:
    pack: CouncilPack


class Stopped:
    """A clock that stands at a Friday evening in November 2026."""

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 19, tzinfo=UTC)

    def trusted(self) -> bool:
        return True


def give(on: Stepped, heading: str, *words: str) -> None:
    """Type into the boxes of the page with this heading, and go on."""
    assert on.heading() == heading
    for word in words:
        on.find.write(word)
        on.find.key(Qt.Key.Key_Return)
        settle()


def choose(on: Stepped, heading: str, option: str) -> None:
    assert on.heading() == heading
    [row] = [widget for _role, name, widget in on.page.everything() if name == option and widget.isEnabled()]
    row.setFocus()
    on.find.key(Qt.Key.Key_Space)
    on.touch("Continue")


def add_one(on: Stepped) -> None:
    on.touch("Add person")
    give(on, "What is their name?", "Tomos")
    give(on, "When were they born?", "1", "1", "2001")
    assert on.heading() == "Who lives with you?"
    on.touch("Continue")


def sign(on: Stepped) -> None:
    assert on.heading() == "Please sign"
    [pad] = on.frame.findChildren(SignaturePad)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    for at in range(30):
        QTest.mouseMove(pad, QPoint(20 + 8 * at, 30 + 20 * (at % 4)))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(260, 40))
    on.touch("Continue")


def test_a_journey_with_every_kind_of_answer_is_filled_in_on_the_screen(folder: Path, qapp: QApplication) -> None:
    pack = load_council_pack(with_every_kind(folder))
    with stepping(pack, list(pack.journeys["every-kind"].page)) as on:
        steps = JourneySteps(on.stage, Shown(pack), Stopped())
        checked: list[Visit] = []
        steps.checked.connect(checked.append)
        steps.begin(pack.journeys["every-kind"])
        settle()
        on.touch("Start")
        on.touch("I do not want to say it here")
        give(on, "When were you born?", "3", "4", "61")
        give(on, "When were you away?", "3", "4", "2026", "5", "4", "2026")
        give(on, "How many rooms?", "3")
        on.find.write("520")
        choose(on, "What do you earn?", "Every month")
        give(on, "What is your number?", "ab 12 34 56 c")
        give(on, "What is your Health number?", "999 123 4578")
        give(on, "What is the number plate?", "ab12cde", "")
        give(on, "What is your account?", "1234 5674")
        give(on, "Where shall we pay?", "Mair Jones", "12-34-56", "12345678", "")
        add_one(on)
        choose(on, "May we ask your doctor?", "No")
        choose(on, "Please agree", "I agree")
        sign(on)
        assert on.heading() == "Check your answers"
        texts = on.page.texts()
        assert {"Monday 3 April 1961", "£520 every month", "Ends in 456C", "AB12 CDE"} <= set(texts)
        assert {"Tomos, Monday 1 January 2001", "Signed on the screen", "Not told here"} <= set(texts)
        [visit] = checked
        assert visit.answers["bank"] == {"name": "Mair Jones", "sort_code": "123456", "account": "12345678"}
        assert visit.answers["share"] == "no"
        on.touch("Change: Household")
        on.touch("Take out: Person 1")
        on.touch("Take out")
        on.touch("Continue")
        assert on.heading() == "Check your answers"
        assert "None" in on.page.texts()
        steps.forget()
