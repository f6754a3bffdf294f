"""What Qt says while a command looks at the computer is kept for whoever asks, and nothing of it is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import qDebug, qInstallMessageHandler, qWarning

from accessibility import qt_messages


def test_warnings_are_kept_and_notes_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with qt_messages.kept() as said:
        qDebug("a note")
        qWarning("Couldn't load pipewire-0.3 library")
        qWarning("the sound card is on fire")
    assert said == ["the sound card is on fire"]
    assert capfd.readouterr().err == ""


def test_afterwards_qt_speaks_to_whom_it_spoke_before() -> None:
    heard: list[str] = []
    former = qInstallMessageHandler(lambda _kind, _context, message: heard.append(message))
    try:
        with pytest.raises(LookupError), qt_messages.kept():
            raise LookupError
        qWarning("again")
    finally:
        qInstallMessageHandler(former)
    assert heard == ["again"]
