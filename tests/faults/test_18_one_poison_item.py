"""Fault 18: one of a hundred cannot be taken. Ninety-nine arrive, and that one stands aside with a reason."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from lane import Lane, Printed

from offline.wire import digest


def spoil(lane: Lane, one: Printed) -> None:
    """Let a bit turn over in what the kiosk keeps, as on a worn disk, and let the row believe in it."""
    with closing(sqlite3.connect(lane.home / "queue.db")) as queue:
        (envelope,) = queue.execute("SELECT envelope FROM envelopes WHERE id = ?", (one.id,)).fetchone()
        at = envelope.index(b'"tracking_code"') + 1
        broken = envelope[:at] + bytes([envelope[at] ^ 1]) + envelope[at + 1 :]
        queue.execute("UPDATE envelopes SET envelope = ? WHERE id = ?", (broken, one.id))
        queue.execute("UPDATE submissions SET digest = ? WHERE id = ?", (digest(broken), one.id))
        queue.commit()


def test_ninety_nine_arrive_and_one_is_set_aside(lane: Lane) -> None:
    printed = lane.submit(100)
    poison = printed[37]
    spoil(lane, poison)
    said = lane.sync("--once")
    assert (said["sent"], said["quarantined"], said["left"], said["paused"]) == (99, 1, 0, "")
    assert sorted(lane.at_the_hub(printed)) == sorted(one.id for one in printed if one != poison)
    status = json.loads(lane.kiosk("status", "--json").stdout)
    assert status["quarantined"] == [{"tracking_code": poison.tracking_code, "reason": "malformed"}]
    lane.nothing_was_lost(printed)
    assert lane.sync("--once")["quarantined"] == 0, "it is left in peace"
