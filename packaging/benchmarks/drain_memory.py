"""Memory of a real `kiosk sync` process that drains a long queue: flat, however long the queue is.

The floor is the most it held during the first tenth of the way; the value, the most it held on the whole way.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figure import Added, Figure
from real_hub import filled, hub_command, join, serving

FLAT = 20.0  # MB


def resident(process: int) -> float:
    """Return the resident memory of a process in MB, 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def watched(home: Path) -> list[float]:
    """Drain the queue in `home`; return the memory held, in MB, again and again until the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sync", "--once", "--json"],
        env=os.environ | {"KIOSK_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    held: list[float] = []
    while process.poll() is None:
        held.append(resident(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError("the queue was not drained")
    return [mb for mb in held if mb]


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return one figure, in MB, for 20,000 submissions (thorough: 100,000)."""
    os.environ["KIOSK_SECRETS"] = "file"
    count = 100_000 if thorough else 20_000
    with tempfile.TemporaryDirectory(dir=folder) as name:
        kiosk, hub, full = Path(name) / "kiosk", Path(name) / "hub", Path(name) / "full"
        hub_command(hub, "init", "--name", "Bench", "--public-url", "http://127.0.0.1")
        with serving(hub) as url:
            join(kiosk, hub, url)
            filled(kiosk, full, count)
            held = watched(full)
    tenth = max(1, len(held) // 10)
    return [Added(f"drain-memory-{count}", max(held), "MB", max(held[:tenth]), most=FLAT)]
