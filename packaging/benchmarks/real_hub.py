"""Real `hub serve` processes on loopback, kiosks enrolled at them, and queues full of submissions."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

from kiosk.clock import SystemClock
from kiosk.receipt import Line, Receipt, encode
from kiosk.submission import AnsweredQuestion, Header, Payload, Prepared, encode_payload
from offline.enrolment import enrol
from offline.secrets import FileSecrets
from offline.store import Store
from offline.transport import HubSettings

CLOCK = SystemClock(always_trusted=True)
RECEIPT = encode(Receipt([Line("A line of a receipt, as wide as the paper is", "normal") for _ in range(30)]))
WORDS = "The bin was out by six and nobody came. " * 25  # a kilobyte of free text


def hub_command(home: Path, *words: str) -> str:
    """Run `hub …` to its end and return what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "hub", *words],
        env=os.environ | {"HUB_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@contextmanager
def serving(home: Path, port: int = 0) -> Iterator[str]:
    """Run `hub serve` and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hub", "serve", "--port", str(port)],
        env=os.environ | {"HUB_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        told = process.stdout.readline() if process.stdout else ""
        if "listening" not in told:
            raise RuntimeError("the hub did not start")
        yield told.split()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def join(home: Path, hub_home: Path, url: str) -> None:
    """Let a kiosk in a new folder join the hub."""
    code = json.loads(hub_command(hub_home, "kiosks", "add", f"bench-{uuid.uuid4().hex[:8]}", "--json"))["code"]
    with Store.open(home, clock=CLOCK, program="bench") as store:
        enrol(store, FileSecrets(home), HubSettings(url), code)


def filled(like: Path, home: Path, count: int) -> None:
    """Copy an enrolled kiosk into a new folder and put so many submissions into its queue.

    Where there is a disk in memory it is filled there and carried over: how fast it fills is measured elsewhere.
    """
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        work = Path(name) / "kiosk"
        copytree(like, work)
        with Store.open(work, clock=CLOCK, program="bench") as store:
            identity = store.identity()
            if identity is None:
                raise RuntimeError("the kiosk has not joined")
            for _ in range(count):
                store.put(_submission(identity.kiosk, store.new_code()))
        copytree(work, home)


def _submission(kiosk: str, code: str) -> Prepared:
    header = Header(
        *(str(uuid.uuid4()), code, kiosk, "missed-bin", 1, "self", "en", datetime.now(UTC)), clock_trusted=True
    )
    answers = [AnsweredQuestion("details", "What happened?", WORDS, WORDS)]
    payload = Payload(header, "Report a missed bin", answers, "CM004", 524, 17, working_days=2)
    return Prepared(header, encode_payload(payload), RECEIPT)


def envelopes(home: Path) -> list[bytes]:
    """Return what waits in a kiosk's queue, in the order in which it is sent."""
    with closing(sqlite3.connect(f"{(home / 'queue.db').as_uri()}?mode=ro", uri=True)) as queue:
        rows = queue.execute("SELECT envelope FROM submissions JOIN envelopes USING (id) ORDER BY seq")
        return [envelope for (envelope,) in rows]


def wait_until_opened(home: Path) -> None:
    """Wait until the hub has opened all that it received: its work on one round must not weigh on the next."""
    with closing(sqlite3.connect(f"{(home / 'hub.db').as_uri()}?mode=ro", uri=True, timeout=30)) as database:
        while database.execute("SELECT 1 FROM submission WHERE state = 'received' LIMIT 1").fetchone():
            time.sleep(0.05)
