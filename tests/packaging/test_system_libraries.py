"""What the system lacks: installed where that may be done, else named with the one line that does it."""

from __future__ import annotations

from copied_checkout import Ground, with_apt


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
