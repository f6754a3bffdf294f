"""A copied checkout in which the real packaging/run and packaging/test run.

Their PATH is their own: in it Python, apt and dpkg are small stand-ins that write down what they were asked.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[1]
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


def copied_to(folder: Path) -> Ground:
    """Copy what the scripts need of this checkout, with a PATH that has Python 3.11 and no apt."""
    house, programs = folder / "a house", folder / "programs"
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
    (folder / "kiosk").write_text(KIOSK)
    (folder / "kiosk").chmod(0o755)
    environment = {"PATH": str(programs), "LOG": str(folder / "log"), "HOUSE": str(house)}
    environment |= {"KIOSK": str(folder / "kiosk"), "INSTALLED": ""}
    ground = Ground(house, programs, environment)
    ground.program("python3.11", PYTHON)
    return ground


def with_apt(ground: Ground, user: int) -> None:
    """Put apt and dpkg on the PATH, and be the user of this number."""
    ground.program("apt-get", APT_GET)
    ground.program("apt-cache", "#!/bin/sh\nexit 0\n")
    ground.program("dpkg-query", DPKG_QUERY)
    ground.program("id", f"#!/bin/sh\necho {user}\n")
