"""A hub of the demonstration's own, as a process on this computer alone."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError

_START_S = 60


class HubProcess:
    """A fresh hub in `home`, answering on loopback. Ends with `stop`."""

    def __init__(self, home: Path) -> None:
        self._environment = {**os.environ, "HUB_HOME": str(home)}
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._run("init", "--name", "Fairholme Council", "--public-url", self.url)
        self._server: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin to serve; returns once it answers. Raises KioskError."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", "hub", "serve", "--port", str(self._port)],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        told = self._server.stdout.readline() if self._server.stdout else ""
        if "listening" not in told:
            raise KioskError("the demonstration's hub did not start")

    def enrolment_code(self, name: str) -> str:
        """Return a code with which a kiosk may join."""
        return str(json.loads(self._run("kiosks", "add", name, "--json"))["code"])

    def opened(self, tracking_code: str) -> dict[str, Any]:
        """Return what the hub received under a code. Raises KioskError where it has nothing."""
        found: dict[str, Any] = json.loads(self._run("show", tracking_code, "--json"))
        return found

    def pause(self) -> None:
        """Let nobody reach the hub, as when the line is down."""
        if self._server is not None:
            self._server.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the hub be reached again."""
        if self._server is not None:
            self._server.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End the process."""
        if self._server is None:
            return
        self.go_on()
        self._server.terminate()
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        if self._server.stdout:
            self._server.stdout.close()

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "hub", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_START_S,
            check=False,
        )
        if done.returncode:
            raise KioskError(f"`hub {arguments[0]}` failed: {done.stderr.strip()}")
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
