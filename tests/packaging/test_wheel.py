"""The wheel in an empty environment: all data is in it, nothing it needs is missing, and both programs start.

The environment holds exactly what run.lock lists: each of those distributions is linked, file by file, from the
environment of the tests, which took it from the same lock. That needs no network and hides nothing: what only
test.lock lists is not there. With --thorough the lock is also installed for real.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
IMPORT_ALL = """
import importlib, pkgutil
for package in {packages}:
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


class Installed:
    """The wheel in an environment of its own. `run` starts a program from an empty folder with a bare environment."""

    def __init__(self, environment: Path) -> None:
        self.environment = environment
        self.folder = environment.parent / "empty folder"
        self.folder.mkdir()

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        homes = {"HOME": str(self.folder), "KIOSK_HOME": str(self.folder / "k"), "HUB_HOME": str(self.folder / "h")}
        return subprocess.run(
            [str(self.environment / "bin" / program), *arguments],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **homes},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=HOUSE, check=True, capture_output=True)
    return next(folder.glob("civic_kiosk-*.whl"))


def empty_environment(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "environment")], check=True)
    return folder / "environment"


def site_packages(environment: Path) -> Path:
    return next(environment.glob("lib/python3*/site-packages"))


def pip(environment: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--python", str(environment / "bin/python"), *arguments]
    return subprocess.run(
        [*command, "--disable-pip-version-check"], capture_output=True, text=True, check=False, timeout=280
    )


def install_wheel(environment: Path, wheel: Path) -> Installed:
    done = pip(environment, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    assert done.returncode == 0, done.stderr
    return Installed(environment)


def locked_names() -> list[str]:
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (HOUSE / "packaging/run.lock").read_text(), re.MULTILINE)


def link_distribution(name: str, target: Path) -> None:
    """Link every file of an installed distribution; a name that the lock lists for other systems is not installed."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return
    for file in distribution.files or []:
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        link = target / file
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(str(distribution.locate_file(file)))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = empty_environment(tmp_path_factory.mktemp("installed"))
    for name in locked_names():
        link_distribution(name, site_packages(environment))
    return install_wheel(environment, wheel)


@pytest.mark.needs("git")
def test_the_wheel_holds_every_file_of_the_six_packages_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKAGES], cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout
    tracked = {name for name in listed.split("\0") if name and (HOUSE / name).exists()}
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert tracked - packed == set()
    others = {name.partition("/")[0] for name in packed} - set(PACKAGES)
    assert [name for name in others if not name.endswith(".dist-info")] == []
    assert [name for name in packed if name.endswith((".pyc", ".db", ".sqlite")) or "test" in Path(name).name] == []
    assert {f"{package}/py.typed" for package in PACKAGES} <= packed


def test_the_lock_satisfies_every_requirement_of_the_wheel(installed: Installed) -> None:
    checked = pip(installed.environment, "check")
    assert checked.returncode == 0, checked.stdout


def test_every_module_can_be_imported_with_nothing_but_the_lock(installed: Installed) -> None:
    done = installed.run("python", "-c", IMPORT_ALL.format(packages=PACKAGES))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("program", ["kiosk", "hub"])
def test_both_programs_start_and_say_what_they_can_do(installed: Installed, program: str) -> None:
    done = installed.run(program, "--help")
    assert done.returncode == 0, done.stderr
    assert program in done.stdout
    assert "Traceback" not in done.stderr


def test_the_demo_councils_journeys_come_with_the_wheel(installed: Installed) -> None:
    done = installed.run("kiosk", "journeys", "--json")
    assert done.returncode == 0, done.stderr
    assert "missed-bin" in [journey["id"] for journey in json.loads(done.stdout)]


@pytest.mark.thorough
def test_the_lock_installs_from_nothing(wheel: Path, tmp_path: Path) -> None:
    environment = empty_environment(tmp_path)
    strict = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"]
    done = pip(environment, "install", "--quiet", *strict, "-r", str(HOUSE / "packaging/run.lock"))
    assert done.returncode == 0, done.stderr
    installed = install_wheel(environment, wheel)
    assert pip(environment, "check").returncode == 0
    for program in ("kiosk", "hub"):
        assert installed.run(program, "--help").returncode == 0
