"""A signature on a real screen: drawn with a finger, or typed by whoever cannot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from finding import touch_screen
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import settle
from stepped import Stepped, stepping

from accessibility.controls import SignaturePad
from kiosk.answers import KINDS
from kiosk.answers.signature import MOST_POINTS
from kiosk.app.signature_steps import SignatureSteps
from kiosk.council_pack import CouncilPack
from kiosk.journey_pages import Page

SIGN = Page(id="signed", kind="signature", ask="Please sign", short="Signature")
LEFT = Qt.MouseButton.LeftButton
TYPE = "I cannot sign here: type my name"


@pytest.fixture
def signing(pack: CouncilPack, qapp: QApplication) -> Iterator[tuple[Stepped, SignatureSteps]]:
    with stepping(pack, [SIGN]) as on:
        steps = SignatureSteps(on.stage)
        on.listen(steps)
        steps.begin(on.visit, SIGN, None)
        yield on, steps


def pad(on: Stepped) -> SignaturePad:
    [found] = on.frame.findChildren(SignaturePad)
    return found


def draw(on: Stepped, points: int = 30) -> None:
    here = pad(on)
    QTest.mousePress(here, LEFT, pos=QPoint(20, 30))
    for at in range(points):
        QTest.mouseMove(here, QPoint(20 + 8 * at, 30 + 20 * (at % 4)))
    QTest.mouseRelease(here, LEFT, pos=QPoint(20 + 8 * points, 40))
    settle()


def test_a_signature_is_drawn_and_sent_as_lines(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    draw(on)
    on.touch("Continue")
    [answer] = on.answers
    assert KINDS["signature"].tidy(answer, SIGN, on.visit.situation_at("signed")) == answer
    assert answer["path"].startswith("M")


def test_clear_takes_the_lines_away(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    draw(on)
    on.touch("Clear")
    assert pad(on).strokes == []
    on.touch("Continue")
    assert on.answers == []
    assert "Sign in the box, or touch" in " ".join(on.page.all_texts())


def test_a_dot_is_no_signature_and_stays_to_be_gone_on_with(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    draw(on, points=2)
    on.touch("Continue")
    assert on.answers == []
    assert "This is too short for a signature" in " ".join(on.page.all_texts())
    assert len(pad(on).strokes) == 1


def test_whoever_cannot_draw_types_a_name_with_keys_alone(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    on.find.button(TYPE).setFocus()
    on.find.key(Qt.Key.Key_Return)
    settle()
    on.find.write("Mair Jones")
    on.find.key(Qt.Key.Key_Return)
    settle()
    assert on.answers == [{"typed": "Mair Jones"}]


def test_no_name_is_asked_for_again_and_there_is_a_way_back_to_drawing(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    on.touch(TYPE)
    on.touch("Continue")
    assert "Write your name" in " ".join(on.page.all_texts())
    on.touch("Sign with my finger")
    assert pad(on).strokes == []


def test_what_was_given_before_is_there_again(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, steps = signing
    steps.begin(on.visit.answer("signed", {"typed": "Mair"}), SIGN, None)
    assert on.page.field("Your name, in place of a signature").text() == "Mair"  # type: ignore[attr-defined]
    path = "M0,0 L9,9 L18,18 L27,27 L36,36 L45,45 L54,54 L63,63"
    steps.begin(on.visit.answer("signed", {"path": path}), SIGN, None)
    assert pad(on).strokes[0][-1] == (63, 63)


def test_a_drawing_comes_through_a_change_of_size_and_is_forgotten_at_the_end(
    signing: tuple[Stepped, SignatureSteps],
) -> None:
    on, steps = signing
    draw(on)
    strokes = pad(on).strokes
    screen = on.frame.screen_shown
    assert screen is not None
    kept = screen.draft()
    screen.wipe()
    assert pad(on).strokes == []
    screen.restore(kept)
    assert pad(on).strokes == strokes
    steps.forget()
    screen.wipe()
    assert [value for value in screen.draft().values.values() if value] == []


def test_a_finger_that_signs_draws_and_does_not_scroll_the_page(pack: CouncilPack, qapp: QApplication) -> None:
    long = Page(id="signed", kind="signature", ask="Please sign", short="Signature", text=["A long text. " * 40] * 8)
    with stepping(pack, [long]) as on:
        SignatureSteps(on.stage).begin(on.visit, long, None)
        settle()
        bar = on.frame.page_area._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())
        settle()
        before, here = bar.value(), pad(on)
        assert before > 0
        device = touch_screen()
        at = here.mapTo(on.frame, QPoint(here.width() // 2, 20))
        QTest.touchEvent(on.frame, device).press(0, at, on.frame).commit()
        for _ in range(12):
            at += QPoint(4, 20)
            QTest.qWait(10)
            QTest.touchEvent(on.frame, device).move(0, at, on.frame).commit()
        QTest.touchEvent(on.frame, device).release(0, at, on.frame).commit()
        QTest.qWait(50)
        assert bar.value() == before
        assert sum(map(len, here.strokes)) > 4


def test_scribbling_without_end_stops_at_what_can_be_kept(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    here = pad(on)
    here.draw([[(at % 1000, (7 * at) % 400) for at in range(MOST_POINTS)]])
    draw(on)
    assert sum(map(len, here.strokes)) == MOST_POINTS


def test_it_is_said_what_to_do(signing: tuple[Stepped, SignatureSteps]) -> None:
    on, _ = signing
    assert on.frame.screen_shown is not None
    parts = " ".join(on.frame.screen_shown.speech_parts())
    assert "Sign in the box with your finger." in parts
    assert TYPE in parts
