"""Runs the opener beside the web service, in a thread of its own."""

from __future__ import annotations

import logging
import threading

from sqlalchemy.exc import SQLAlchemyError

from hub.database import DatabaseError
from hub.opening import Opener

_BETWEEN_LOOKS = 2.0  # seconds; another process may have received something
_AFTER_A_FAULT = 10.0
_log = logging.getLogger("hub.opening")


class OpenerLoop:
    """Verifies what arrives: at once when woken, and now and then for what other processes received."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="opener", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something arrived. Returns at once; may be called from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the submission in hand and end."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        pause = 0.0
        while True:
            self._wake.wait(pause)
            if self._stopping:
                return
            self._wake.clear()
            pause = self._look()

    def _look(self) -> float:
        """Verify what waits, and return the seconds until the next look."""
        try:
            while not self._stopping and self._opener.verify_waiting():
                pass
        except (SQLAlchemyError, DatabaseError) as error:
            _log.error("the database did not answer the opener: %s", type(error).__name__)
            return _AFTER_A_FAULT
        except Exception as error:  # noqa: BLE001 - without this thread nothing is opened until a restart
            _log.error("the opener met a fault: %s", type(error).__name__)
            return _AFTER_A_FAULT
        return _BETWEEN_LOOKS
