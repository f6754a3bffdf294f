"""Send → durable in a kiosk that holds 1,000,000 submissions, beside one that holds 1,000.

The stored envelopes are short, so that making them takes seconds: what could slow a Send down is how many rows there
are, not how long they are.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from figure import Figure, in_turn, percentile
from nacl.public import PrivateKey
from send_to_durable import Product
from stored_rows import add_rows


def holding(home: Path, count: int) -> Product:
    """Return a kiosk that holds so many submissions, all of them at the council."""
    sealing = PrivateKey.generate()
    Product(home, sealing).store.close()
    add_rows(home, count, state="complete", envelope=os.urandom(200))
    return Product(home, sealing)


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return p50 in milliseconds: the median over rounds of sends in turn."""
    rounds, sends = (15, 200) if thorough else (5, 100)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        many, few = holding(Path(name) / "many", 1_000_000), holding(Path(name) / "few", 1_000)
        in_turn(many.send, few.send, times=50)
        halves = []
        for _ in range(rounds):
            with_many, with_few = in_turn(many.send, few.send, times=sends)
            halves.append((percentile(with_many, 50), percentile(with_few, 50)))
        many.store.close()
        few.store.close()
    value, floor = (statistics.median(found) * 1000 for found in zip(*halves, strict=True))
    return [Figure("send-with-a-million-stored", value, "ms", floor, most=1.2)]
