"""Tries one protection in a copy of the checkout: its tests pass with it, and one fails without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from xml.etree import ElementTree

from protection import Protection, apply

_LEAST_PATIENCE = 900  # seconds for a run, however few its tests
_PATIENCE_FOR_EACH = 10  # and for each of them: all that are asked for run once before anything is taken away
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
class Run:
    """One run of pytest. `cases`: how each test ended (passed, failed, broken, skipped), by its name in full."""

    code: int
    cases: Mapping[str, str]
    said: str  # its last line

    def of(self, tests: Sequence[str], *ends: str) -> list[str]:
        """Return the plain names of those among `tests` that ended so; a test stands for all its parameters."""
        return [
            name.rpartition("::")[2]
            for name, end in self.cases.items()
            if end in ends and any(name == test or name.startswith(f"{test}[") for test in tests)
        ]


class CopiedTree:
    """A copy of what git knows of a checkout, and of new files that it does not ignore; gone at the end of a `with`."""

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

    def __enter__(self) -> CopiedTree:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    def run(self, tests: Sequence[str], *, thorough: bool, until_one_fails: bool = False) -> Run:
        """Run these tests here."""
        report = self.path.parent / "report.xml"
        report.unlink(missing_ok=True)
        # Folders of their own: others may run tests on this machine, and pytest clears away what they left.
        own = [f"--basetemp={self.path.parent / 'tmp'}", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *own]
        command += [f"--timeout={_ONE_TEST_SECONDS}", *(["--thorough"] if thorough else [])]
        command += [*(["--exitfirst"] if until_one_fails else []), *tests]
        patience = _LEAST_PATIENCE + _PATIENCE_FOR_EACH * len(tests)
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
                timeout=patience,
            )
        except subprocess.TimeoutExpired:
            return Run(-1, {}, f"did not end within {patience} s")
        return _read(done.returncode, report, done.stdout + done.stderr)


def _read(code: int, report: Path, said: str) -> Run:
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    ends = {f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": _end(case) for case in cases}
    return Run(code, ends, said.strip().splitlines()[-1] if said.strip() else "")


def _end(case: ElementTree.Element) -> str:
    told = {"failure": "failed", "error": "broken", "skipped": "skipped"}
    return next((told[child.tag] for child in case if child.tag in told), "passed")


def tried(protections: Sequence[Protection], tree: CopiedTree, *, thorough: bool) -> Iterator[Verdict]:
    """Try one protection after the other; the tree is as before afterwards."""
    tests = sorted({test for protection in protections for test in protection.tests})
    before = tree.run(tests, thorough=thorough)
    for protection in protections:
        # A name that leads nowhere keeps pytest from running any: then each is asked for its own.
        own = tree.run(protection.tests, thorough=thorough) if before.code in _NOT_FOUND else before
        yield _tried(protection, tree, own, thorough=thorough)


def _tried(protection: Protection, tree: CopiedTree, before: Run, *, thorough: bool) -> Verdict:
    tests = protection.tests
    if why := apply(protection.patch, tree.path, "--check"):
        return Verdict(protection, Outcome.DOES_NOT_APPLY, why.splitlines()[0])
    if red := before.of(tests, "failed", "broken"):
        return Verdict(protection, Outcome.FAILS_ANYWAY, ", ".join(red))
    if not before.of(tests, "passed"):
        skipped = ", ".join(before.of(tests, "skipped"))
        return Verdict(protection, Outcome.NOT_RUN, f"skipped: {skipped}" if skipped else before.said)
    apply(protection.patch, tree.path)
    try:
        after = tree.run(tests, thorough=thorough, until_one_fails=True)
    finally:
        apply(protection.patch, tree.path, "--reverse")
    return Verdict(protection, *_judged(after, tests))


def _judged(after: Run, tests: Sequence[str]) -> tuple[Outcome, str]:
    if failed := after.of(tests, "failed"):
        return Outcome.BIT, ", ".join(failed)
    if after.code == 0:
        return Outcome.DID_NOT_BITE, f"{len(after.cases)} passed without it"
    return Outcome.BROKE, ", ".join(after.of(tests, "broken")) or after.said
