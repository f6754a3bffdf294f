"""Rules of the house that hold mechanically: what stands where, what is pinned, what must not be named."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
TOP = {*PACKAGES, "packaging", "tests", "docs", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
TOP |= {"CONTRIBUTING.md", ".ci", ".gitignore", ".gitattributes", ".editorconfig", ".python-version"}
TEST_FOLDERS = {*PACKAGES, "packaging", "walkthroughs", "faults", "bench", "broken_packs"}
MOST_LINES = 400

# Written in pieces, so that this file does not name what it forbids.
FORBIDDEN = ["py" + "pi.org", "python" + "hosted.org", "deb." + "debian.org", "npm" + "js.org", "npm" + "js.com"]
FORBIDDEN += ["/wo" + "rk/main", "/wo" + "rk/shared", "/ro" + "ot/", "/tmp/" + "brief"]


def tracked(*under: str) -> list[Path]:
    """Committed and newly added files that exist, relative to the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *under], cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (HOUSE / name).is_file()]


def pins(lock: str) -> dict[tuple[str, str], list[str]]:
    """What a lock pins: (name, version and marker) → hashes."""
    found: dict[tuple[str, str], list[str]] = {}
    key = ("", "")
    for line in (HOUSE / "packaging" / lock).read_text().splitlines():
        if line.startswith("    --hash="):
            found[key].append(line.strip(" \\").removeprefix("--hash="))
        elif line and not line.startswith("#"):
            name, _, rest = line.partition("==")
            key = (canonicalize_name(name), rest.rstrip(" \\"))
            found[key] = []
    return found


@pytest.mark.needs("git")
def test_only_what_the_design_names_stands_at_the_top() -> None:
    assert {path.parts[0] for path in tracked()} - TOP == set()


def test_nothing_shadows_a_package() -> None:
    shadows = [path for folder in ("packaging", "tests") for path in (HOUSE / folder).rglob("__init__.py")]
    assert shadows == []


@pytest.mark.needs("git")
def test_test_folders_mirror_the_packages() -> None:
    stray = [path for path in tracked("tests") if len(path.parts) > 2 and path.parts[1] not in TEST_FOLDERS]
    assert stray == []
    in_no_folder = [path for path in tracked("tests") if len(path.parts) == 2 and path.name.startswith("test_")]
    assert in_no_folder == []


@pytest.mark.needs("git")
def test_no_module_has_grown_too_long() -> None:
    lengths = {
        path: len((HOUSE / path).read_text().splitlines()) for path in tracked(*PACKAGES) if path.suffix == ".py"
    }
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.needs("git")
def test_tests_skip_only_for_a_named_need() -> None:
    # What another system lacks by nature may be told by `skipif`; what could be installed is a need.
    other_system = r"skipif\((not hasattr\(os,|sys\.platform)"
    pattern = re.compile(rf"pytest\.(mark\.(?!{other_system})(skip|xfail)|skip\(|xfail\(|importorskip)")
    # The printer emulator needs Python 3.13, which Debian 12 does not have.
    own = {Path("tests/conftest.py"), Path("tests/packaging/test_house.py"), Path("tests/printer/conftest.py")}
    found = [path for path in tracked("tests") if path.suffix == ".py" and path not in own]
    assert [path for path in found if pattern.search((HOUSE / path).read_text())] == []


@pytest.mark.needs("git")
def test_nothing_names_a_registry_or_a_developers_machine() -> None:
    for path in tracked():
        content = (HOUSE / path).read_bytes()
        assert [word for word in FORBIDDEN if word.encode() in content] == [], path


@pytest.mark.parametrize(("python", "allowed"), [("3.11", False), ("3.12", True), ("3.13", True)])
def test_the_qt_that_crashes_python_3_11_is_kept_away_from_it(python: str, *, allowed: bool) -> None:
    requirements = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    applying = [
        r for r in requirements if r.name == "pyside6" and r.marker and r.marker.evaluate({"python_version": python})
    ]
    assert len(applying) == 1
    assert applying[0].specifier.contains("6.12.0") is allowed


@pytest.mark.parametrize("lock", ["run.lock", "test.lock", "build.lock"])
def test_every_pin_has_its_hashes(lock: str) -> None:
    assert [
        key for key, hashes in pins(lock).items() if not hashes or not all(h.startswith("sha256:") for h in hashes)
    ] == []


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    asked = {
        "run.lock": PROJECT["project"]["dependencies"],
        "test.lock": PROJECT["project"]["dependencies"] + [each for each in groups["test"] if isinstance(each, str)],
        "build.lock": groups["build"],
    }
    for lock, texts in asked.items():
        versions: dict[str, list[str]] = {}
        for name, rest in pins(lock):
            versions.setdefault(name, []).append(rest.partition(" ;")[0])
        for requirement in map(Requirement, texts):
            pinned = versions.get(canonicalize_name(requirement.name), [])
            assert any(requirement.specifier.contains(version) for version in pinned), (lock, str(requirement))


@pytest.mark.parametrize("part", ["run.lock", "build.lock"])
def test_the_test_lock_holds_the_others_pin_for_pin(part: str) -> None:
    whole = pins("test.lock")
    assert {key: hashes for key, hashes in pins(part).items() if whole.get(key) != hashes} == {}


@pytest.mark.needs("git")
def test_fonts_icons_and_pictures_from_elsewhere_have_their_licence_beside_them() -> None:
    vendored = {path.parent for path in tracked(*PACKAGES) if path.suffix in {".ttf", ".otf", ".woff2", ".svg"}}
    without = [folder for folder in vendored if not licence_for(folder)]
    assert without == []


def licence_for(folder: Path) -> bool:
    """Say whether a licence stands in the folder or above it, inside its package."""
    inside = [folder, *folder.parents][:-2] if len(folder.parts) > 1 else [folder]
    return any(
        re.search("licen[cs]e|ofl|copying", each.name, re.IGNORECASE)
        for at in inside
        for each in (HOUSE / at).iterdir()
    )


def test_every_system_library_says_its_name_once() -> None:
    names: list[str] = []
    for name in ("system-libraries", "system-libraries-test"):
        lines = (HOUSE / "packaging" / name).read_text().splitlines()
        names += [line.partition("#")[0].strip() for line in lines if line.partition("#")[0].strip()]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z0-9][a-z0-9.+|-]+", name)] == []


SLOW = ("escpos", "keyring", "requests", "sqlite_utils", "pydantic", "qrcode", "babel", "phonenumbers", "holidays")
SLOW += ("stdnum", "idnumbers", "textstat")


IMPORT_APP = """
import importlib, pkgutil, sys
app = importlib.import_module("kiosk.app")
for module in pkgutil.walk_packages(getattr(app, "__path__", []), "kiosk.app."):
    importlib.import_module(module.name)
"""


def test_slow_libraries_wait_until_after_the_first_paint() -> None:
    ask = IMPORT_APP + f"print([name for name in {('PySide6', *SLOW)} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['PySide6']", done.stderr
