"""The way of a submission with nothing replaced: `kiosk` processes, a lying proxy, a real hub; and what must hold."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sqlite3 import Row
from typing import Any

from lying_proxy import LyingProxy

from kiosk.demo.hub_process import HubProcess
from kiosk.parts import Parts
from kiosk.protocols import State
from offline.enrolment import enrol
from offline.wire import digest

NAME, MOBILE = "Zebedee Quillfeather", "07700 900753"
_UNSENT = {"queued", "waiting", "sending", "quarantined"}


@dataclass(frozen=True)
class Printed:
    """What a resident holds: `kiosk submit` printed it, so it was promised."""

    id: str
    tracking_code: str


@dataclass(frozen=True)
class Lane:
    """One kiosk, and its way to a hub. `proxy` stands between them and may be told to lie."""

    home: Path
    hub_home: Path
    proxy: LyingProxy

    def join(self, hub: HubProcess, name: str, ca_file: Path | None = None) -> None:
        """Let this kiosk join the hub, through the proxy."""
        network = f'[network]\nca_file = "{ca_file}"\n' if ca_file else ""
        (self.home / "kiosk.toml").write_text(f"always_trust_clock = true\n{network}", encoding="utf-8")
        with Parts.open(self.home, program="kiosk enrol") as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(self.proxy.url), hub.enrolment_code(name))
        self.proxy.requests.clear()

    def kiosk(self, *words: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `kiosk …` in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            env=os.environ | {"KIOSK_HOME": str(self.home)} | environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def submit(self, times: int = 1, **environment: str) -> list[Printed]:
        """Submit so many; returns what was printed, each line only once it is durable."""
        done = self.kiosk("submit", "missed-bin", "--json", said="\n".join([answers()] * times), **environment)
        assert done.returncode == 0, done.stderr
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(rows) == times
        return [Printed(row["id"], row["tracking_code"]) for row in rows]

    def sync(self, *words: str, **environment: str) -> dict[str, Any]:
        """Run `kiosk sync` and return what it says."""
        return dict(json.loads(self.kiosk("sync", "--json", *words, **environment).stdout))

    def rows(self) -> list[Row]:
        """Return the kiosk's submissions, with their sealed bytes."""
        with closing(sqlite3.connect(f"{(self.home / 'queue.db').as_uri()}?mode=ro", uri=True)) as queue:
            queue.row_factory = sqlite3.Row
            return queue.execute("SELECT * FROM submissions LEFT JOIN envelopes USING (id) ORDER BY seq").fetchall()

    def events(self) -> list[str]:
        """Return the kinds of what happened, oldest first."""
        with closing(sqlite3.connect(f"{(self.home / 'queue.db').as_uri()}?mode=ro", uri=True)) as queue:
            return [kind for (kind,) in queue.execute("SELECT kind FROM events ORDER BY seq")]

    def at_the_hub(self, printed: Sequence[Printed]) -> list[str]:
        """Return the ids that the hub has under these tracking codes, as often as it has them."""
        codes = {one.tracking_code for one in printed}
        with closing(sqlite3.connect(f"{(self.hub_home / 'hub.db').as_uri()}?mode=ro", uri=True)) as hub:
            found = hub.execute("SELECT id, tracking_code FROM submission").fetchall()
        return [identity for identity, code in found if code in codes]

    def nothing_was_lost(self, printed: Sequence[Printed]) -> None:
        """Assert what every fault must leave true: each code once at the hub, or whole here."""
        there = self.at_the_hub(printed)
        assert len(there) == len(set(there)), "one submission became two"
        here = {row["id"]: row for row in self.rows()}
        assert set(here) == {one.id for one in printed}, "the kiosk knows each, and no other"
        for one in printed:
            row = here[one.id]
            assert row["tracking_code"] == one.tracking_code
            assert digest(row["envelope"]) == row["digest"], "what is kept is what was sealed"
            assert one.id in there or row["state"] in _UNSENT, "a promise was broken"

    def all_arrived(self, printed: Sequence[Printed]) -> None:
        """Assert that the hub has each exactly once and acknowledged it."""
        self.nothing_was_lost(printed)
        assert sorted(self.at_the_hub(printed)) == sorted(one.id for one in printed)
        assert {row["state"] for row in self.rows()} <= {State.RECEIVED.value, State.COMPLETE.value}


@cache
def answers() -> str:
    """Return what a resident answers, as one line of JSON: what completes the journey today, with canaries in it."""
    command = [sys.executable, "-m", "kiosk", "example", "missed-bin"]
    example = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    return json.dumps(json.loads(example) | {"name": NAME, "mobile": MOBILE})
