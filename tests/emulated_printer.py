"""A receipt printer that nobody here wrote: the emulator emupos in a Python of its own, on a free port."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
PROGRAM = HOUSE / ".venv/emupos/bin/emupos"


def why_not() -> str | None:
    """Make the emulator ready, and say why it cannot be had, or None."""
    made = subprocess.run([HOUSE / "packaging/emupos"], capture_output=True, text=True, check=False)
    return made.stderr.strip().splitlines()[-1] if made.returncode else None


class Emulator:
    """The simulated printer's far side: its faults, and the receipts that came out of it."""

    def __init__(self, port: int, api: int) -> None:
        self.port = port
        self._base = f"http://127.0.0.1:{api}/api/v1/devices/front"

    def fault(self, name: str) -> None:
        self._call("PUT", f"/faults/{name}")

    def mend(self, name: str) -> None:
        self._call("DELETE", f"/faults/{name}")

    def receipts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._call("GET", "/receipts"))
        return found

    def text(self, receipt: str = "latest") -> str:
        return self._call("GET", f"/receipts/{receipt}/text").decode()

    def image(self, receipt: str = "latest") -> bytes:
        return self._call("GET", f"/receipts/{receipt}/image")

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        """Wait until `count` receipts came out, five seconds at most; return what there is."""
        deadline = time.monotonic() + 5
        while len(found := self.receipts()) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def settled(self) -> list[dict[str, Any]]:
        """Return the receipts once one came out and half a second passed in which another could have."""
        self.wait_for(1)
        time.sleep(0.5)
        return self.receipts()

    def _call(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(self._base + path, method=method)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return bytes(answer.read())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(folder: Path) -> Iterator[Emulator]:
    """Run a fresh TM-T20III that keeps its receipts in `folder`."""
    port, api = free_port(), free_port()
    config = folder / "emupos.yaml"
    config.write_text(
        f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n  - id: front\n    type: printer\n"
        f"    profile: epson-tm-t20iii\n    receipts_dir: {folder}/receipts\n"
        f"    connections:\n      - tcp: {{ host: 127.0.0.1, port: {port} }}\n"
    )
    child = subprocess.Popen(
        [PROGRAM, "run", "--config", config], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=folder
    )
    try:
        found = Emulator(port, api)
        _wait_until_up(found, child)
        yield found
    finally:
        child.terminate()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_up(emulator: Emulator, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            emulator.receipts()
        except (urllib.error.URLError, OSError):
            assert child.poll() is None, "the emulator ended by itself"
            assert time.monotonic() < deadline, "the emulator did not start"
            time.sleep(0.1)
        else:
            return
