"""`kiosk sync` in words, numbers and a bar that agree; the same process on a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from misbehaving_hub import MisbehavingHub, html, running_hub
from sealed_submissions import SEED, enrolled, prepare

from kiosk.parts import Parts
from offline.secrets import DeviceSecrets, FileSecrets


@pytest.fixture
def hub(kiosk_home: Path) -> Iterator[MisbehavingHub]:
    """A hub, and three forms that wait for it in the kiosk's home."""
    with running_hub() as hub:
        FileSecrets(kiosk_home).write(DeviceSecrets(SEED, "token-1"))
        with Parts.open(kiosk_home, program="kiosk enrol") as parts:
            enrolled(parts.store, hub)
            identity = parts.store.identity()
            assert identity is not None
            for _ in range(3):
                prepared = prepare(parts.store)
                header = msgspec.structs.replace(prepared.header, kiosk=identity.kiosk)
                parts.store.put(msgspec.structs.replace(prepared, header=header))
        yield hub


def on_a_terminal(*words: str) -> tuple[str, str]:
    """Run `kiosk sync` with a terminal as its standard error; return its standard output, and what the terminal saw."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-m", "kiosk", "sync", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        seen = bytearray()
        try:
            while data := os.read(ours, 65536):
                seen += data
        except OSError:  # how Linux says that the other end of a terminal has gone
            pass
        out = process.stdout.read() if process.stdout else ""
    os.close(ours)
    return out, seen.decode()


def test_on_a_terminal_a_bar_shows_the_numbers_that_stand_below_it(hub: MisbehavingHub) -> None:
    poisoned: list[str] = []

    def poison(identity: str) -> str:
        poisoned[:] = poisoned or [identity]
        return "malformed" if identity in poisoned else ""

    hub.poison = poison
    out, seen = on_a_terminal("--once")
    assert out == "sent 2, refused by the hub 1, left 0\n"
    assert "3/3" in seen, "sent and refused together are all that waited"
    assert "refused=1" in seen
    assert "`kiosk status` says which and why" in seen


def test_as_json_no_bar_is_in_the_way(hub: MisbehavingHub) -> None:
    out, seen = on_a_terminal("--once", "--json")
    said = json.loads(out)
    assert (said["sent"], said["quarantined"], said["left"], said["next_try_at"]) == (3, 0, 0, None)
    assert seen == ""


def test_what_stands_in_the_way_is_said_with_the_next_try(hub: MisbehavingHub) -> None:
    hub.always = html
    _, seen = on_a_terminal("--once")
    assert "captive-portal" in seen
    assert "Log the computer in to the network" in seen
    assert "tried again by itself" in seen
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "status"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "Sending is paused (captive-portal): " in done.stderr
    assert "tried again by itself" in done.stderr
