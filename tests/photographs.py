"""What tests of whole processes need of attached files: photographs on a disk, and what the hub's staff get to see."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from attached_files import FILE_CANARY, file_of
from command_line import STREET_LIGHT
from hub_command import hub, value
from lane import Lane, Printed
from lying_proxy import Answer, Ask, Lie, Request


def submit_with(lane: Lane, folder: Path, *sizes: int) -> tuple[Printed, list[bytes]]:
    """Submit a street light with photographs of these sizes; return what was printed, and the photographs."""
    photographs = [file_of(size, seed=seed) for seed, size in enumerate(sizes)]
    words: list[str] = []
    for number, photograph in enumerate(photographs):
        path = folder / f"{FILE_CANARY}-{number}.jpg"
        path.write_bytes(photograph)
        words += ["--attach", str(path)]
    done = lane.kiosk("submit", "street-light", "--json", *words, said=json.dumps(STREET_LIGHT))
    for number in range(len(sizes)):
        (folder / f"{FILE_CANARY}-{number}.jpg").unlink()
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Printed(told["id"], told["tracking_code"]), photographs


def opened_at(hub_home: Path, printed: Printed, folder: Path) -> list[bytes]:
    """Return what staff of the hub get of its files."""
    told = value(hub(hub_home, "show", printed.tracking_code, "--attachments", str(folder), "--json"))
    return [Path(one["file"]).read_bytes() for one in told["attachments"]]


def of_chunks(lane: Lane) -> list[int]:
    """Return the numbers of the chunks that came by, in their order."""
    return [int(request.path.rsplit("/", 1)[1]) for request in lane.proxy.requests if "/attachments/" in request.path]


def at_chunk(number: int, lie: Lie) -> Lie:
    """Lie about the first request that carries the chunk of this number, and about nothing else."""
    told: list[int] = []

    def chosen(request: Request, ask: Ask) -> Answer:
        if told or "/attachments/" not in request.path or not request.path.endswith(f"/{number}"):
            return ask()
        told.append(number)
        return lie(request, ask)

    return chosen


def start_sync(lane: Lane) -> subprocess.Popen[bytes]:
    """Start `kiosk sync` and return the process: a lie may end it."""
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sync", "--once", "--json"],
        env=os.environ | {"KIOSK_HOME": str(lane.home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killing(processes: Sequence[subprocess.Popen[bytes]], *, after_the_hub: bool) -> Lie:
    """Kill what runs when this request comes: before the hub hears of it, or once the hub has committed it."""

    def lie(_request: Request, ask: Ask) -> Answer:
        answer = ask() if after_the_hub else Answer(500)
        for process in processes:
            process.send_signal(signal.SIGKILL)
        return answer

    return lie
