"""`kiosk run` in a process of its own, as it stands in a library, and the commands that staff run beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.tasks import place

_OPENS_WITHIN = 60


@contextmanager
def running_kiosk(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Open the kiosk in `home`, without a display, and let it end when the test does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--windowed"],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "KIOSK_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_until_it_lets_in(process, home)
        yield process
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors, errors


def _wait_until_it_lets_in(process: subprocess.Popen[str], home: Path) -> None:
    end = time.monotonic() + _OPENS_WITHIN
    while process.poll() is None and time.monotonic() < end:
        try:
            place.connect(home).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the kiosk did not open: {process.poll()}")
