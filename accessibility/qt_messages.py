"""What Qt says on stderr while it looks at this computer: kept for staff, so that a command's output stays its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_TELLING = frozenset({QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg})
_WITHOUT_MEANING = ("Couldn't load pipewire", "Couldn't resolve pipewire")  # it takes PulseAudio then, as wanted


@contextmanager
def kept() -> Iterator[list[str]]:
    """Lend the list of what Qt warns of meanwhile, without a line on stderr; whoever asks tells it on.

    Notes (the version of FFmpeg, say) and what is known to mean nothing are dropped. A fatal message ends the program,
    as ever, and is told by the handler before this one.
    """
    said: list[str] = []

    def keep(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg and former is not None:
            former(kind, context, message)
        elif kind in _TELLING and not message.startswith(_WITHOUT_MEANING):
            said.append(message)

    former = qInstallMessageHandler(keep)
    try:
        yield said
    finally:
        qInstallMessageHandler(former)
