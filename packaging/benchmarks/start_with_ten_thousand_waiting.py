"""Opening the queue with 10,000 submissions that wait, every check of the start included, beside an empty queue."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from figure import Added, Figure, in_turn
from nacl.public import PrivateKey
from send_to_durable import Product
from stored_rows import add_rows

from offline.store import Store

LIKE_A_LONG_JOURNEY = 6000  # bytes of an envelope


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return one figure, in seconds: the medians of opening each in turn."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        full, empty = Path(name) / "full", Path(name) / "empty"
        for home in (full, empty):
            Product(home, PrivateKey.generate()).store.close()
        add_rows(full, 10_000, state="queued", envelope=os.urandom(LIKE_A_LONG_JOURNEY))
        Store.open(full, program="bench").close()  # makes the high-water mark of rows that nobody sent
        opened, beside = in_turn(
            lambda: Store.open(full, program="bench").close(),
            lambda: Store.open(empty, program="bench").close(),
            times=25 if thorough else 9,
        )
    value, floor = statistics.median(opened), statistics.median(beside)
    return [Added("start-with-10,000-waiting", value, "s", floor, most=1.0)]
