"""A disk that fails on command below a program's own SQLite: tests/faults/failing_disk.c, and how to ask it."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from enum import IntFlag
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "faults" / "failing_disk.c"
FOR_EVER = 1_000_000


class Call(IntFlag):
    """What can fail."""

    SYNC = 1
    WRITE = 2
    TRUNCATE = 4


def build(folder: Path) -> Path:
    """Compile it with the system's C compiler; returns the library to preload."""
    library = folder / "failing_disk.so"
    options = ["-std=gnu11", "-shared", "-fPIC", "-O1"]
    subprocess.run(["cc", *options, "-o", str(library), str(SOURCE), "-ldl", "-lpthread"], check=True)
    return library


def run_on(library: Path, script: str, home: Path) -> list[dict[str, Any]]:
    """Run a script on such a disk; returns what it printed, JSON a line."""
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", script, str(home)],
        env=os.environ | {"LD_PRELOAD": str(library), "PYTHONPATH": f"{tests}:{tests.parent}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def fail(call: Call, first: int, times: int, error: int, file: str = "", until: str = "") -> int:
    """From the `first` such call on `times` of them fail; returns how many failed since this was asked last."""
    return int(ctypes.CDLL(None).failing_disk(int(call), first, times, error, file.encode(), until.encode()))


def heal() -> int:
    """Let nothing fail any more; returns how many calls have failed."""
    return fail(Call(0), 1, 0, 0)
