"""The `hub` command in a process of its own, as people run it."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx


def hub(home: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HUB_HOME": str(home)}
    command = [sys.executable, "-m", "hub", *words]
    done = subprocess.run(command, env=environment, input=said, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done


def value(done: subprocess.CompletedProcess[str]) -> Any:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@contextmanager
def serving(
    home: Path, *words: str, scheme: str = "http", trusted: ssl.SSLContext | bool = True
) -> Iterator[tuple[httpx.Client, list[str]]]:
    """Run `hub serve`; what it wrote on stderr is in the list once it ended."""
    command = [sys.executable, "-m", "hub", "serve", "--port", "0", *words]
    process = subprocess.Popen(
        command, env=os.environ | {"HUB_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    written: list[str] = []
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(f"listening on {scheme}://127.0.0.1:"), line
        with httpx.Client(base_url=line.split()[-1], timeout=20, verify=trusted) as client:
            yield client, written
    finally:
        process.terminate()
        out, errors = process.communicate(timeout=30)
        written += [out, errors]
