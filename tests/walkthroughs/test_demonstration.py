"""`kiosk demo --pictures` where there is no display: it plays the whole journey and leaves what it saw."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo.pictures import FORMS

NEEDED = {
    "welcome", "before-you-start", "postcode-problem", "choose-address", "bins", "day", "mobile", "name", "check",
    "stored-here", "the-council-has-it", "progress", "help-today", "language", "stop",
    "stop-or-save", "save", "saved", "come-back",
}  # fmt: skip


def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it as on a machine without a screen."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "KIOSK_HOME", "DBUS_SESSION_BUS_ADDRESS")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-m", "kiosk", "demo", "--pictures", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=170, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.needs("xvfb", "zbar")
def test_the_demonstration_leaves_pictures_a_receipt_and_what_the_hub_received(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    taken = {path.name for path in (folder / FORMS[0][0]).glob("*.png")}
    assert {re.sub(r"^\d\d-|\.png$", "", name) for name in taken} >= NEEDED
    for name, *_ in FORMS[1:]:
        assert {path.name for path in (folder / name).glob("*.png")} == taken - {n for n in taken if "hidden" in n}
    assert {path.name for path in folder.iterdir() if path.is_file()} == {"hub.json", "receipt.txt", "receipt.png"}
    received = json.loads((folder / "hub.json").read_text(encoding="utf-8"))
    code = received["tracking_code"]
    assert received["answers"]["which-bins"] == ["recycling"]
    assert code in (folder / "receipt.txt").read_text(encoding="utf-8")
    assert read_square(folder / "receipt.png").endswith(f"/t/{code}")
    for name, *_ in FORMS:
        [picture] = (folder / name).glob("*-the-council-has-it.png")
        if "largest" not in name:  # there the square stands further down the page
            assert read_square(picture).endswith(f"/t/{code}")


def read_square(picture: Path) -> str:
    """Return what a phone camera would read."""
    done = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


@pytest.mark.needs("xvfb")
def test_a_step_that_fails_is_named(tmp_path: Path) -> None:
    """Its pictures would go to a place where nobody, root included, can write."""
    (tmp_path / "english").symlink_to("/proc/self")
    done = demo(tmp_path)
    assert done.returncode == 1
    assert "the tour failed at “begin”" in done.stderr
    assert "01-welcome.png: this picture cannot be written" in done.stderr
    assert not (tmp_path / "hub.json").exists()


def test_a_folder_that_cannot_be_made_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = demo(tmp_path / "file" / "out")
    assert done.returncode == 1
    assert str(tmp_path / "file" / "out") in done.stderr
    assert "hub:" not in done.stdout
