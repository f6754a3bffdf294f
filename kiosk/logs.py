"""Logs: ids and kinds, never answers. What an exception says is left out too, since it may quote what was typed."""

from __future__ import annotations

import copy
import logging
import logging.handlers
import os
import traceback
from pathlib import Path
from types import TracebackType

FILE = "kiosk.log"
_MOST_BYTES = 1_000_000


class _Formatter(logging.Formatter):
    """Tells where an exception came from and its kind, not its words."""

    def format(self, record: logging.LogRecord) -> str:
        """Tell a record. What another handler made of its exception is not taken over: it has the words."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(  # noqa: N802 - the name is the library's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return "" if ei[0] is None else where_it_failed(ei[0], ei[2])


def where_it_failed(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return an exception's kind and the lines of our code it passed through, without its words."""
    frames = traceback.extract_tb(trace)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{kind.__name__} at {places}"


def write_logs_to(home: Path) -> None:
    """Write what happens to KIOSK_HOME/kiosk.log, readable by this user alone; old files go after about 3 MB."""
    path = home / FILE
    os.close(os.open(path, os.O_CREAT | os.O_APPEND, 0o600))
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=_MOST_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
