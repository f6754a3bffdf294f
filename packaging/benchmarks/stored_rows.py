"""Queues with many submissions, made fast: their rows go in through bare sqlite3, many at once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk.receipt import Line, Receipt, encode

RECEIPT = encode(Receipt([Line("A line of a receipt", "normal")]))
_INSERTS = (
    "INSERT INTO codes SELECT 'BN-' || value, :now FROM json_each(:numbers)",
    "INSERT INTO submissions (id, tracking_code, kiosk, journey, journey_version, channel, language, sent_at,"
    " clock_trusted, digest, size, state) SELECT printf('%08x-0000-4000-8000-000000000000', value), 'BN-' || value,"
    " 'bench', 'missed-bin', 1, 'self', 'en', :now, 1, :digest, :size, :state FROM json_each(:numbers)",
    "INSERT INTO envelopes SELECT printf('%08x-0000-4000-8000-000000000000', value), :envelope"
    " FROM json_each(:numbers)",
    "INSERT INTO print_jobs (id, receipt, state, changed_at) SELECT printf('%08x-0000-4000-8000-000000000000', value),"
    " :receipt, 'done', :now FROM json_each(:numbers)",
    "INSERT INTO events (at, kind, id) SELECT :now, 'stored', printf('%08x-0000-4000-8000-000000000000', value)"
    " FROM json_each(:numbers)",
)
_AT_ONCE = 50_000


def add_rows(home: Path, count: int, *, state: str, envelope: bytes) -> None:
    """Give a queue, which nobody has open, so many submissions with all their rows."""
    file = home / "queue.db"
    values = {
        "now": datetime.now(UTC).isoformat(),
        "digest": hashlib.sha256(envelope).hexdigest(),
        "size": len(envelope),
        "state": state,
        "envelope": envelope,
        "receipt": RECEIPT,
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as queue:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -200000"):
            queue.execute(f"PRAGMA {pragma}")
        queue.execute("BEGIN")
        for numbers in _numbers(count):
            for insert in _INSERTS:
                queue.execute(insert, values | {"numbers": numbers})
        queue.execute("COMMIT")
    file.with_name("queue.db-journal").touch(mode=0o600)


def _numbers(count: int) -> Iterator[str]:
    for start in range(0, count, _AT_ONCE):
        yield str(list(range(start, min(start + _AT_ONCE, count))))
