"""packaging/run and packaging/test: what they set up, when they set it up again, and how they refuse.

The real scripts run in a copied checkout with a PATH of their own, in which Python, apt and dpkg are small stand-ins
that write down what they were asked.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
STARTED = sorted(
    str(path.relative_to(HOUSE))
    for folder in ("packaging", ".ci")
    for path in (HOUSE / folder).iterdir()
    if path.is_file() and path.read_bytes().startswith(b"#!")
)
TOOLS = "sh dirname sed tr cut cat sha256sum mktemp rm mv mkdir cp flock tail env"

PYTHON = """#!/bin/sh
echo "${0##*/} $*" >>"$LOG"
case "$*" in
    "-c import sys; sys.exit(sys.version_info < (3, 11))") [ -z "${OLD_PYTHON:-}" ] ;;
    "-c import ensurepip, venv") [ -z "${NO_ENSUREPIP:-}" ] || [ -e "$HOUSE/venv-package" ] ;;
    "-c import sys; print("*) echo python3.11-venv ;;
    --version) echo "Python 3.${OLD_PYTHON:-11}" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && cp "$KIOSK" "$3/bin/kiosk" ;;
    *"${FAILING:-nothing fails}"*) echo "this is why"; exit 1 ;;
esac
"""
KIOSK = """#!/bin/sh
echo "kiosk $*" >>"$LOG"
"""
DPKG_QUERY = """#!/bin/sh
for name in $INSTALLED; do echo "installed $name"; done
[ ! -e "$HOUSE/apt-installed" ] || sed 's/^/installed /' "$HOUSE/apt-installed"
exit 1
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$LOG"
[ "$1" != install ] || [ -z "${FAILING_APT:-}" ] || { echo "E: no network"; exit 100; }
[ "$1" != install ] || { shift 4; echo "$*" | tr ' ' '\\n' >>"$HOUSE/apt-installed"; }
case "$*" in *python3.11-venv*) >"$HOUSE/venv-package" ;; esac
"""


@dataclass
class Ground:
    """A copied checkout with its own PATH; `log` holds what the stand-ins were asked."""

    house: Path
    programs: Path
    environment: dict[str, str]

    def start(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the copied checkout from another folder."""
        return subprocess.run(
            [str(self.house / script), *arguments],
            cwd=self.house.parent,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )

    def program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def asked(self) -> list[str]:
        """What the stand-ins were asked since the last call."""
        log = Path(self.environment["LOG"])
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def installs(self) -> list[str]:
        return [line for line in self.asked() if "pip install" in line]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    house, programs = tmp_path / "a house", tmp_path / "programs"
    (house / "packaging").mkdir(parents=True)
    programs.mkdir()
    for name in ("packaging/run", "packaging/lib.sh", "packaging/system-libraries", "packaging/system-libraries-test"):
        shutil.copy(HOUSE / name, house / name)
    checks = (HOUSE / "packaging/test").read_text().partition('\nbegin "format')[0]
    (house / "packaging/test").write_text(checks + "\n")
    (house / "packaging/test").chmod(0o755)
    for name in ("run", "test", "build"):
        (house / f"packaging/{name}.lock").write_text(f"{name}==1\n")
    (house / "pyproject.toml").write_text("[project]\n")
    for tool in TOOLS.split():
        (programs / tool).symlink_to(shutil.which(tool) or tool)
    (tmp_path / "kiosk").write_text(KIOSK)
    (tmp_path / "kiosk").chmod(0o755)
    environment = {"PATH": str(programs), "LOG": str(tmp_path / "log"), "HOUSE": str(house)}
    environment |= {"KIOSK": str(tmp_path / "kiosk"), "INSTALLED": ""}
    ground = Ground(house, programs, environment)
    ground.program("python3.11", PYTHON)
    return ground


def with_apt(ground: Ground, user: int) -> None:
    ground.program("apt-get", APT_GET)
    ground.program("apt-cache", "#!/bin/sh\nexit 0\n")
    ground.program("dpkg-query", DPKG_QUERY)
    ground.program("id", f"#!/bin/sh\necho {user}\n")


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


def test_bite_alone_tries_the_protections_and_nothing_else(ground: Ground) -> None:
    assert ground.start("packaging/test", "--bite", "01-a name", "02").returncode == 0
    assert ground.asked()[-1] == "python packaging/bite 01-a name 02"
    ground.start("packaging/test", "--thorough", "--bite")
    assert not any("packaging/bite" in line for line in ground.asked())


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


def test_debian_keeps_venv_apart_and_apt_brings_it(ground: Ground) -> None:
    with_apt(ground, user=0)
    done = ground.start("packaging/run", NO_ENSUREPIP="1")
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("apt-get install") and "python3.11-venv" in line for line in ground.asked())


def test_only_missing_libraries_are_installed_and_either_of_two_names_will_do(ground: Ground) -> None:
    with_apt(ground, user=0)
    (ground.house / "packaging/system-libraries").write_text("libone # why\nnewtwo|libtwo\nthree|oldthree\n")
    done = ground.start("packaging/run", INSTALLED="libone libtwo")
    assert done.returncode == 0, done.stderr
    installs = [line for line in ground.asked() if line.startswith("apt-get install")]
    assert installs == ["apt-get install -y -qq --no-install-recommends three"]
    ground.start("packaging/run", INSTALLED="libone libtwo")
    assert not any(line.startswith("apt-get") for line in ground.asked())


def test_without_root_the_one_line_to_run_is_printed(ground: Ground) -> None:
    with_apt(ground, user=1000)
    (ground.house / "packaging/system-libraries").write_text("libone\nlibtwo\n")
    refused = ground.start("packaging/run", INSTALLED="libone")
    assert refused.returncode == 1
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libtwo"
    assert refused.stderr.splitlines()[-1].strip() == line
    assert ground.asked() == []


def test_sudo_without_a_password_is_used(ground: Ground) -> None:
    with_apt(ground, user=1000)
    ground.program("sudo", '#!/bin/sh\n[ "$1" != -n ] || shift\necho "sudo $*" >>"$LOG"\nexec "$@"\n')
    ground.program("true", "#!/bin/sh\nexit 0\n")
    done = ground.start("packaging/run")
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get install") for line in ground.asked())


def test_apt_failing_shows_what_apt_said_and_the_step(ground: Ground) -> None:
    with_apt(ground, user=0)
    refused = ground.start("packaging/run", FAILING_APT="1")
    assert refused.returncode == 1
    assert "E: no network" in refused.stderr
    assert "at this step: installing system libraries" in refused.stderr


def test_apt_that_installs_nothing_is_not_believed(ground: Ground) -> None:
    with_apt(ground, user=0)
    ground.program("apt-get", "#!/bin/sh\nexit 0\n")
    (ground.house / "packaging/system-libraries").write_text("libone\n")
    refused = ground.start("packaging/run")
    assert refused.returncode == 1
    assert "apt finished, but these packages are still missing: libone" in refused.stderr


def test_without_apt_the_libraries_are_named_and_the_work_goes_on(ground: Ground) -> None:
    done = ground.start("packaging/run")
    assert done.returncode == 0
    assert "has no apt" in done.stdout
    assert "libegl1" in done.stdout


def test_two_first_starts_at_once_make_one_environment(ground: Ground) -> None:
    both = [
        subprocess.Popen([str(ground.house / "packaging/run")], env=ground.environment, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(timeout=30) for process in both] == [0, 0]
    assert sum("-m venv" in line for line in ground.asked()) == 1


def test_environment_variables_of_the_person_testing_do_not_leak_in() -> None:
    assert not [name for name in os.environ if name.startswith(("KIOSK_", "HUB_")) and name != "KIOSK_SECRETS"]
