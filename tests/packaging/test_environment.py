"""The environment that packaging/run and packaging/test make: when anew, from what, and with which Python."""

from __future__ import annotations

import subprocess

import pytest
from copied_checkout import PYTHON, Ground


def test_the_first_start_makes_the_environment_and_the_second_asks_for_nothing(ground: Ground) -> None:
    first = ground.start("packaging/run", "--pictures", "my pictures")
    assert first.returncode == 0, first.stderr
    asked = ground.asked()
    exact = [line for line in asked if "run.lock" in line]
    assert len(exact) == 1
    assert all(option in exact[0] for option in ("--require-hashes", "--no-deps", "--only-binary :all:"))
    assert any("--no-build-isolation --editable" in line for line in asked)
    assert asked[-1] == "kiosk demo --pictures my pictures"
    assert ground.start("packaging/run").returncode == 0
    assert ground.installs() == []


@pytest.mark.parametrize("change", ["packaging/run.lock", "packaging/build.lock"])
def test_a_changed_lock_makes_the_environment_anew(ground: Ground, change: str) -> None:
    ground.start("packaging/run")
    (ground.house / ".venv/left-over").touch()
    (ground.house / change).write_text("other==2\n")
    ground.start("packaging/run")
    assert not (ground.house / ".venv/left-over").exists()


def test_tests_add_to_the_environment_of_run_and_run_uses_that_of_tests(ground: Ground) -> None:
    ground.start("packaging/run")
    ground.asked()
    assert ground.start("packaging/test").returncode == 0
    added = ground.installs()
    assert "test.lock" in added[0]
    assert not any("-m venv" in line for line in added)
    for script in ("packaging/run", "packaging/test"):
        ground.start(script)
        assert ground.installs() == []


def test_a_new_version_of_the_project_is_put_in_without_installing_the_rest(ground: Ground) -> None:
    ground.start("packaging/run")
    ground.asked()
    (ground.house / "pyproject.toml").write_text("[project]\nversion = '2'\n")
    ground.start("packaging/run")
    installs = ground.installs()
    assert len(installs) == 1
    assert "--editable" in installs[0]


def test_a_moved_checkout_gets_a_new_environment(ground: Ground) -> None:
    ground.start("packaging/run")
    ground.asked()
    ground.house = ground.house.rename(ground.house.parent / "moved")
    assert ground.start("packaging/run").returncode == 0
    assert any("-m venv" in line for line in ground.asked())


@pytest.mark.parametrize(
    ("failing", "step"),
    [
        ("run.lock", "installing what run.lock lists"),
        ("--editable", "putting this checkout into .venv"),
        ("pip check", "checking that the installed packages fit each other"),
    ],
)
def test_a_failing_step_is_named_and_the_next_start_tries_it_again(ground: Ground, failing: str, step: str) -> None:
    broken = ground.start("packaging/run", FAILING=failing)
    assert broken.returncode == 1
    assert f"stopped with exit code 1 at this step: {step}" in broken.stderr
    assert "this is why" in broken.stdout + broken.stderr
    assert not any(line.startswith("kiosk") for line in ground.asked())
    assert ground.start("packaging/run").returncode == 0
    assert any(failing in line for line in ground.asked()[:-1])


def test_an_environment_left_in_the_middle_of_adding_is_made_anew(ground: Ground) -> None:
    ground.start("packaging/run")
    assert ground.start("packaging/test", FAILING="test.lock").returncode == 1
    ground.asked()
    assert ground.start("packaging/run").returncode == 0
    assert any("-m venv" in line for line in ground.asked())


def test_a_half_made_environment_is_made_anew(ground: Ground) -> None:
    ground.start("packaging/run")
    (ground.house / ".venv/bin/python").unlink()
    ground.asked()
    assert ground.start("packaging/run").returncode == 0
    assert any("-m venv" in line for line in ground.asked())


def test_no_python_is_refused_with_what_would_do(ground: Ground) -> None:
    (ground.programs / "python3.11").unlink()
    refused = ground.start("packaging/run")
    assert refused.returncode == 1
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "found none" in refused.stderr
    assert "stopped with" not in refused.stderr


def test_an_old_python_is_refused_and_named(ground: Ground) -> None:
    ground.program("python3", PYTHON)
    refused = ground.start("packaging/run", OLD_PYTHON="9")
    assert refused.returncode == 1
    assert "python3 is Python 3.9" in refused.stderr


def test_the_python_asked_for_is_used(ground: Ground) -> None:
    ground.program("my python", PYTHON)
    assert ground.start("packaging/run", PYTHON=str(ground.programs / "my python")).returncode == 0
    assert any(line.startswith("my python -m venv") for line in ground.asked())


def test_two_first_starts_at_once_make_one_environment(ground: Ground) -> None:
    both = [
        subprocess.Popen([str(ground.house / "packaging/run")], env=ground.environment, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(timeout=30) for process in both] == [0, 0]
    assert sum("-m venv" in line for line in ground.asked()) == 1
