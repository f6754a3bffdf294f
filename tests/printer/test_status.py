from __future__ import annotations

import pytest

from kiosk.protocols import PrinterState
from printer import status


class Line:
    """A line to a printer whose answers are given beforehand: one piece for each question."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)
        self._waiting = b""
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self._waiting += self._answers.pop(0) if self._answers else b""

    def read(self, seconds: float) -> bytes:
        answer, self._waiting = self._waiting, b""
        return answer

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("12 12 12 12", PrinterState.READY),
        ("12 12 12 1e", PrinterState.PAPER_LOW),
        ("1a 32 12 7e", PrinterState.PAPER_OUT),
        ("12 12 12 72", PrinterState.PAPER_OUT),
        ("1a 16 12 12", PrinterState.COVER_OPEN),
        ("1a 36 12 7e", PrinterState.COVER_OPEN),
        ("1a 12 12 12", PrinterState.OFFLINE),
        ("12 52 12 12", PrinterState.OFFLINE),
        ("12 12 1a 12", PrinterState.OFFLINE),
        ("12 12 32 12", PrinterState.OFFLINE),
        ("12 12 52 12", PrinterState.OFFLINE),
        ("1a 12 12 1e", PrinterState.OFFLINE),
        ("16 12 12 12", PrinterState.READY),
    ],
)
def test_what_the_four_answers_mean(answers: str, state: PrinterState) -> None:
    assert status.ask(Line(*(bytes([byte]) for byte in bytes.fromhex(answers))), 0.05) is state


@pytest.mark.parametrize("answered", range(4))
def test_silence_is_never_taken_for_paper(answered: int) -> None:
    assert status.ask(Line(*[b"\x12"] * answered), 0.02) is PrinterState.OFFLINE


def test_each_question_is_asked_on_its_own() -> None:
    line = Line(b"\x12", b"\x12", b"\x12", b"\x12")
    status.ask(line, 0.05)
    assert line.written == [b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x03", b"\x10\x04\x04"]


@pytest.mark.parametrize("noise", [b"\x13", b"\x11", b"\x13\x11", b"\xff", b"\x00"])
def test_flow_control_and_nonsense_are_passed_over(noise: bytes) -> None:
    assert status.ask(Line(noise + b"\x12", b"\x12" + noise, b"\x12", b"\x12"), 0.05) is PrinterState.READY


@pytest.mark.parametrize(("answer", "ended"), [(b"\x00", True), (b"\x0f", True), (b"", False), (b"\x12\x16", False)])
def test_the_end_of_a_job_is_its_own_answer(answer: bytes, ended: bool) -> None:
    line = Line(answer)
    line.write(status.END_OF_JOB)
    assert status.wait_for_end_of_job(line, 0.05) is ended
