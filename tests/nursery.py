"""Processes to kill: forked from one that has imported everything, so that a thousand of them cost little.

Each is a process of its own that opens its own files, and dies by SIGKILL, which no code of ours can see coming.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MOTHER = """
import json, os, signal, sys, time, traceback

{child}

def born(argument):
    reading, writing = os.pipe()
    identity = os.fork()
    if identity:
        os.close(writing)
        return identity, os.fdopen(reading, "rb")
    os.close(reading)
    code = 1
    try:
        child(argument, lambda *words: os.write(writing, (" ".join(map(str, words)) + "\\n").encode()))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)

for line in sys.stdin:
    asked = json.loads(line)
    identity, pipe = born(asked["argument"])
    first = pipe.readline().decode().strip()
    begin = time.monotonic()
    if asked["kill_after"] is not None:
        time.sleep(asked["kill_after"])
        os.kill(identity, signal.SIGKILL)
    said = pipe.read().decode().split("\\n")[:-1]
    took = time.monotonic() - begin
    pipe.close()
    _, status = os.waitpid(identity, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    print(json.dumps(dict(first=first, said=said, took=took, killed=killed, code=0 if killed else status)), flush=True)
"""


@dataclass(frozen=True)
class Life:
    """How one process fared. `said`: the whole lines it said after its `first`; `took`: seconds since that one."""

    first: str
    said: list[str]
    took: float
    killed: bool
    code: int


class Nursery:
    """Made by `nursery`."""

    def __init__(self, mother: subprocess.Popen[str]) -> None:
        self._mother = mother

    def raised(self, argument: str) -> Life:
        """Let one live to its natural end, which must be a good one."""
        life = self._life(argument, None)
        assert life.code == 0, "it failed by itself: see stderr"
        return life

    def killed(self, argument: str, after: float) -> Life:
        """Kill one so many seconds after the first line it says; it may have ended before."""
        life = self._life(argument, after)
        assert life.killed or life.code == 0, "it failed by itself: see stderr"
        return life

    def _life(self, argument: str, kill_after: float | None) -> Life:
        assert self._mother.stdin is not None
        assert self._mother.stdout is not None
        self._mother.stdin.write(json.dumps({"argument": argument, "kill_after": kill_after}) + "\n")
        self._mother.stdin.flush()
        return Life(**json.loads(self._mother.stdout.readline()))


@contextmanager
def nursery(child: str) -> Iterator[Nursery]:
    """Give a nursery for `child`: Python that imports what it needs and defines `child(argument, say)`.

    `say(*words)` prints one line at once; the first one starts the clock.
    """
    tests = Path(__file__).parent
    mother = subprocess.Popen(
        [sys.executable, "-c", _MOTHER.replace("{child}", child)],
        env=os.environ | {"PYTHONPATH": f"{tests}:{tests.parent}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Nursery(mother)
    finally:
        mother.communicate(timeout=30)
