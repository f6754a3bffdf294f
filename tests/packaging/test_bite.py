"""packaging/test --bite: every patch applies and names tests that exist; the runner tells which protections bite."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
FOLDER = HOUSE / "packaging" / "bite"
PATCHES = sorted(path.name for path in FOLDER.glob("*.patch"))

GUARD = """def allowed(age: int) -> bool:
    if age < 18:
        return False
    return True
"""
TESTS = """import pytest

from kiosk.guard import allowed

def test_children_are_refused():
    assert not allowed(5)

def test_grown_people_are_not():
    assert allowed(50)

def test_of_nothing_that_works():
    assert allowed(5)

@getattr(pytest.mark, "skip")
def test_that_never_runs():
    assert not allowed(5)
"""
CHANGE = """diff --git a/kiosk/guard.py b/kiosk/guard.py
--- a/kiosk/guard.py
+++ b/kiosk/guard.py
@@ -1,4 +1,2 @@
 def allowed(age: int) -> bool:
-    if age < 18:
-        return False
     return True
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A checkout with the runner, one guard, its tests, and nothing to remove it yet."""
    house = tmp_path / "house"
    for package in ("kiosk", "offline", "hub"):
        (house / package).mkdir(parents=True)
        (house / package / "__init__.py").touch()
    (house / "kiosk" / "guard.py").write_text(GUARD)
    (house / "tests").mkdir()
    (house / "tests" / "test_guard.py").write_text(TESTS)
    (house / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n')
    shutil.copytree(FOLDER, house / "packaging" / "bite", ignore=shutil.ignore_patterns("*.patch", "__pycache__"))
    subprocess.run(["git", "init", "-q"], cwd=house, check=True)
    return house


def remove(house: Path, name: str, tests: str, change: str = CHANGE) -> None:
    tests = " ".join(f"tests/test_guard.py::{test}" for test in tests.split())
    header = f"# tests: {tests}\n# removes: the guard at the door\n"
    (house / "packaging" / "bite" / f"{name}.patch").write_text(header + change)


def bite(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "packaging/bite", "--workers", "1", *arguments],
        cwd=house,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "pytest_timeout"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", PATCHES)
@pytest.mark.needs("git")
def test_each_patch_applies_and_names_tests_that_exist(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from protection import apply, read, unknown_tests

    protection = read(FOLDER / name)
    assert unknown_tests(protection, HOUSE) == []
    assert apply(protection.patch, HOUSE, "--check") == ""


@pytest.mark.needs("git")
def test_what_bites_is_told_and_the_checkout_stays_as_it_was(house: Path) -> None:
    remove(house, "01-guard", "test_children_are_refused test_grown_people_are_not")
    done = bite(house)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bit  01-guard: test_children_are_refused" in done.stdout
    assert "the guard at the door" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 of 1 protections bite"
    assert (house / "kiosk" / "guard.py").read_text() == GUARD


RENAMED = CHANGE.replace(" def allowed", "-def allowed(age: int) -> bool:\n+def permitted")
BAD = {
    "02-toothless": ("test_grown_people_are_not", CHANGE, "did not bite", "1 passed without it"),
    "03-stale": ("test_children_are_refused", CHANGE.replace("18", "21"), "does not apply", "error: patch failed"),
    "04-torn": ("test_children_are_refused", CHANGE.replace(" def", "-def"), "does not apply", "error: "),
    "05-red": ("test_of_nothing_that_works", CHANGE, "fails anyway", "test_of_nothing_that_works"),
    "06-skipped": ("test_that_never_runs", CHANGE, "not run", "skipped: test_that_never_runs"),
    "07-unknown": ("test_nobody_wrote", CHANGE, "not run", ""),
    "08-breaks-the-program": ("test_children_are_refused", RENAMED, "broke", ""),
}


@pytest.mark.needs("git")
def test_what_does_not_bite_is_told_with_the_reason(house: Path) -> None:
    remove(house, "01-guard", "test_children_are_refused")
    for name, (tests, change, _, _) in BAD.items():
        remove(house, name, tests, change)
    done = bite(house)
    assert done.returncode == 1
    for name, (_, _, outcome, why) in BAD.items():
        assert f"{outcome}  {name}: {why}" in done.stdout
        assert f"! {name}" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 of 8 protections bite"
    assert (house / "kiosk" / "guard.py").read_text() == GUARD


@pytest.mark.needs("git")
def test_only_those_that_are_asked_for_are_tried(house: Path) -> None:
    remove(house, "01-guard", "test_children_are_refused")
    remove(house, "02-toothless", "test_grown_people_are_not")
    done = bite(house, "01")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "toothless" not in done.stdout


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("# removes: a guard\n", "name what must fail"),
        ("# tests: tests/test_guard.py\n# removes: a guard\n", "name what must fail"),
        ("# tests: tests/test_guard.py::test_children_are_refused\n", "say above the change what it takes away"),
    ],
)
@pytest.mark.needs("git")
def test_a_patch_that_does_not_say_what_it_is_for_is_refused(house: Path, header: str, says: str) -> None:
    (house / "packaging" / "bite" / "01-mute.patch").write_text(header + CHANGE)
    done = bite(house)
    assert done.returncode == 2
    assert f"01-mute.patch: {says}" in done.stderr


@pytest.mark.needs("git")
def test_a_name_that_no_patch_has_is_refused_with_those_there_are(house: Path) -> None:
    remove(house, "01-guard", "test_children_are_refused")
    done = bite(house, "teleport")
    assert done.returncode == 2
    assert "there are 01-guard" in done.stderr
