"""A 5 MB photograph → durable, beside the same rows through bare sqlite3; and what the GUI thread feels of it.

The second figure is the longest pause of a heartbeat on a Qt event loop while another thread stores photographs, as
Send does; its floor is the same heartbeat while that thread sleeps.
"""

from __future__ import annotations

import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from figure import AtMost, Figure, in_turn
from nacl.public import PrivateKey
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from send_to_durable import Bare, Product

PHOTOGRAPH = b"\xff\xd8\xff" + secrets.token_bytes(5_000_000 - 3)
FRAME = 16.0  # milliseconds: one frame of a screen
_PUTS = 3  # in each round of the heartbeat


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return both figures in milliseconds, medians."""
    rounds, sends = (9, 25) if thorough else (5, 7)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home, sealing = Path(name) / "kiosk", PrivateKey.generate()
        product = Product(home, sealing)
        bare = Bare(Path(name) / "bare.db", home / "queue.db", sealing)
        in_turn(lambda: product.send(PHOTOGRAPH), lambda: bare.send(PHOTOGRAPH), times=2)
        ours, floors = in_turn(lambda: product.send(PHOTOGRAPH), lambda: bare.send(PHOTOGRAPH), times=sends)
        pauses = [longest_pauses(lambda: product.send(PHOTOGRAPH)) for _ in range(rounds)]
        product.store.close()
        bare.connection.close()
    storing, idle = zip(*pauses, strict=True)
    medians = [statistics.median(found) * 1000 for found in (ours, floors, storing, idle)]
    return [
        Figure("attachment-5-mb", medians[0], "ms", medians[1], most=2.5),
        AtMost("attachment-longest-pause", medians[2], "ms", medians[3], most=FRAME),
    ]


def longest_pauses(store: Callable[[], object]) -> tuple[float, float]:
    """Return the longest pause of the GUI thread's heartbeat while photographs are stored, and while nothing is."""
    began = time.perf_counter()
    storing = longest_pause(lambda: [store() for _ in range(_PUTS)])
    took = time.perf_counter() - began
    return storing, longest_pause(lambda: time.sleep(took))


def longest_pause(work: Callable[[], object]) -> float:
    """Return the longest time, in seconds, between two beats while `work` runs on another thread."""
    application = QCoreApplication.instance() or QCoreApplication([])
    beats = [time.perf_counter()]
    heart = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        application.processEvents()
        time.sleep(0.0005)
    application.processEvents()
    beats.append(time.perf_counter())
    heart.stop()
    return max(after - before for before, after in pairwise(beats))
