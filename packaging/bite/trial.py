"""Tries one protection in a copy of the checkout: its tests pass with it, and one fails without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree

from protection import Protection, apply

_MOST_SECONDS = 900
_ONE_TEST_SECONDS = 120
_NOT_FOUND = (4, 5)  # pytest's exit codes for a name that leads to no test
_ASK_WHERE = "import kiosk, offline, hub; print(kiosk.__file__, offline.__file__, hub.__file__, sep='\\n')"


class Outcome(StrEnum):
    """How a trial ended; only `BIT` is good."""

    BIT = "bit"
    DID_NOT_BITE = "did not bite"
    DOES_NOT_APPLY = "does not apply"
    FAILS_ANYWAY = "fails anyway"  # also with the protection in place
    NOT_RUN = "not run"  # skipped, or not found: nothing is known
    BROKE = "broke"  # something else than a test failed: the patch removes more than a protection


@dataclass(frozen=True)
class Verdict:
    """The outcome for one protection, and why in words."""

    protection: Protection
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True)
class _Run:
    code: int
    failed: tuple[str, ...]
    broken: tuple[str, ...]
    ran: int
    skipped: tuple[str, ...]
    said: str


class CopiedTree:
    """A copy of what git knows of a checkout, and of new files that it does not ignore. Close it at the end."""

    def __init__(self, house: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="civic-kiosk-bite-")
        self.path = Path(self._folder.name) / "tree"
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=house,
            capture_output=True,
            check=True,
        ).stdout
        for name in filter(None, map(os.fsdecode, listed.split(b"\0"))):
            if (house / name).is_file():
                (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(house / name, self.path / name)
        self.environment = os.environ | {
            "PYTHONPATH": str(self.path),  # before .venv, which leads to the checkout
            "PYTHONDONTWRITEBYTECODE": "1",  # a patch may come and go within the second that caches tell apart
            "GIT_CEILING_DIRECTORIES": self._folder.name,
        }

    def close(self) -> None:
        """Remove it."""
        self._folder.cleanup()

    def is_what_is_imported(self) -> bool:
        """Say whether a Python started here takes the packages from this copy."""
        done = subprocess.run(
            [sys.executable, "-c", _ASK_WHERE],
            cwd=self.path,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0 and all(
            Path(line).resolve().is_relative_to(self.path.resolve()) for line in done.stdout.splitlines()
        )

    def run(self, tests: tuple[str, ...], *, thorough: bool) -> _Run:
        """Run these tests here."""
        report = self.path.parent / "report.xml"
        report.unlink(missing_ok=True)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
            f"--junitxml={report}",
        ]
        command += [f"--timeout={_ONE_TEST_SECONDS}", *(["--thorough"] if thorough else []), *tests]
        try:
            done = subprocess.run(
                command,
                cwd=self.path,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=_MOST_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return _Run(-1, (), (), 0, (), f"did not end within {_MOST_SECONDS} s")
        return _read(done.returncode, report, done.stdout + done.stderr)


def _read(code: int, report: Path, said: str) -> _Run:
    cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []

    def having(tag: str) -> tuple[str, ...]:
        return tuple(case.get("name", "") for case in cases if case.find(tag) is not None)

    last = said.strip().splitlines()[-1] if said.strip() else ""
    return _Run(code, having("failure"), having("error"), len(cases), having("skipped"), last)


def tried(protection: Protection, tree: CopiedTree, *, thorough: bool) -> Verdict:
    """Try one protection; the tree is as before afterwards."""
    if why := apply(protection.patch, tree.path, "--check"):
        return Verdict(protection, Outcome.DOES_NOT_APPLY, why.splitlines()[0])
    before = tree.run(protection.tests, thorough=thorough)
    if before.failed or before.broken or before.code not in (0, *_NOT_FOUND):
        return Verdict(protection, Outcome.FAILS_ANYWAY, ", ".join(before.failed + before.broken) or before.said)
    if before.code in _NOT_FOUND or len(before.skipped) == before.ran:
        return Verdict(
            protection, Outcome.NOT_RUN, "skipped: " + ", ".join(before.skipped) if before.ran else before.said
        )
    apply(protection.patch, tree.path)
    try:
        after = tree.run(protection.tests, thorough=thorough)
    finally:
        apply(protection.patch, tree.path, "--reverse")
    return Verdict(protection, *_judged(after))


def _judged(after: _Run) -> tuple[Outcome, str]:
    if after.failed:
        return Outcome.BIT, ", ".join(after.failed)
    if after.code == 0:
        return Outcome.DID_NOT_BITE, f"{after.ran} passed without it"
    return Outcome.BROKE, ", ".join(after.broken) or after.said
