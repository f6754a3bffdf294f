"""A program that falls over leaves nothing of its memory behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
BEGIN = "import os, resource\nfrom pathlib import Path\n"
PRIVATE = "from kiosk.no_dumps import keep_memory_private\nkeep_memory_private()\n"
TELL = """
Path('made').write_text('x')
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(resource.getrlimit(resource.RLIMIT_CORE), dumpable, flush=True)
os.kill(os.getpid(), 6)
"""


def fall_over(folder: Path, script: str) -> tuple[str, int]:
    """Run a script that ends by SIGABRT where core dumps are allowed; returns what it printed and how it ended."""
    begin = "import resource as r; r.setrlimit(r.RLIMIT_CORE, (r.getrlimit(r.RLIMIT_CORE)[1],) * 2)\n"
    command = [sys.executable, "-c", f"import ctypes\n{begin}{script}"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(HOUSE)}, check=False
    )
    return done.stdout.strip(), done.returncode


def test_no_core_dump_and_private_files(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        said, ended = fall_over(tmp_path, BEGIN + PRIVATE + TELL)
    finally:
        os.umask(before)
    assert (said, ended) == ("(0, 0) 0", -signal.SIGABRT)
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600


def test_both_programs_begin_with_it() -> None:
    for module in ("kiosk", "hub"):
        script = (
            f"import sys; import {module}.__main__ as program; sys.argv = ['{module}', '--help']\n"
            "program.keep_memory_private = lambda: print('private')\nprogram.main()"
        )
        said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout
        assert said.startswith("private\n"), module
