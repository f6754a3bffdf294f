"""A patch that removes one protection, and what its header says about it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_HEADER = re.compile(r"# (tests|removes): (\S.*)")
_TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)(\[.+\])?")


class HeaderError(ValueError):
    """A patch does not say what it should."""


@dataclass(frozen=True)
class Protection:
    """`tests` are pytest's names of what must fail once `patch` is applied; `removes` says what it takes away."""

    name: str
    patch: Path
    tests: tuple[str, ...]
    removes: str


def read(patch: Path) -> Protection:
    """Return what stands above a patch's first change. Raises HeaderError."""
    header, _, change = patch.read_text(encoding="utf-8").partition("diff --git ")
    found: dict[str, list[str]] = {"tests": [], "removes": []}
    for line in header.splitlines():
        if told := _HEADER.fullmatch(line.strip()):
            found[told[1]].append(told[2].strip())
    tests = tuple(test for line in found["tests"] for test in line.split())
    if not tests or not all(_TEST.fullmatch(test) for test in tests):
        raise HeaderError(f"{patch.name}: name what must fail: # tests: tests/offline/test_x.py::test_name")
    if len(found["removes"]) != 1 or not change:
        raise HeaderError(f"{patch.name}: say above the change what it takes away, once: # removes: words")
    return Protection(patch.stem, patch, tests, found["removes"][0])


def read_all(folder: Path) -> list[Protection]:
    """Return every protection of a folder, by name. Raises HeaderError."""
    return [read(patch) for patch in sorted(folder.glob("*.patch"))]


def apply(patch: Path, tree: Path, *options: str) -> str:
    """Apply a patch to a tree (`--check`: only try; `--reverse`: take it back); return why not, or ''."""
    command = ["git", "apply", "--whitespace=nowarn", *options, str(patch)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip() or "git apply failed"


def unknown_tests(protection: Protection, tree: Path) -> list[str]:
    """Return the named tests that no file of the tree defines."""
    return [test for test in protection.tests if not _defined(test, tree)]


def _defined(test: str, tree: Path) -> bool:
    file, _, rest = test.partition("::")
    name = re.escape(rest.partition("[")[0])
    path = tree / file
    return path.is_file() and re.search(rf"^def {name}\(", path.read_text(encoding="utf-8"), re.MULTILINE) is not None
