"""The scripts: there, to be started, sound, and given what they were asked for."""

from __future__ import annotations

import stat
import subprocess

import pytest
from copied_checkout import HOUSE, Ground

STARTED = sorted(
    str(path.relative_to(HOUSE))
    for folder in ("packaging", ".ci")
    for path in (HOUSE / folder).iterdir()
    if path.is_file() and path.read_bytes().startswith(b"#!")
)


def test_the_commands_of_the_readme_are_among_the_scripts() -> None:
    assert {"packaging/run", "packaging/test", "packaging/bench", "packaging/lock", ".ci/run"} <= set(STARTED)


@pytest.mark.parametrize("name", STARTED)
def test_scripts_can_be_started(name: str) -> None:
    assert (HOUSE / name).stat().st_mode & stat.S_IXUSR


@pytest.mark.needs("shellcheck")
def test_shellcheck_has_nothing_to_say() -> None:
    scripts = [name for name in STARTED if (HOUSE / name).read_text().partition("\n")[0].endswith("sh")]
    done = subprocess.run(
        ["shellcheck", "--external-sources", *scripts, "packaging/lib.sh"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_bite_alone_tries_the_protections_and_nothing_else(ground: Ground) -> None:
    assert ground.start("packaging/test", "--bite", "01-a name", "02").returncode == 0
    assert ground.asked()[-1] == "python packaging/bite 01-a name 02"
    ground.start("packaging/test", "--thorough", "--bite")
    assert not any("packaging/bite" in line for line in ground.asked())
