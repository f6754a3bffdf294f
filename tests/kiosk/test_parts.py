from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from library import join_nobody, settle_in

from kiosk.errors import AlreadyRunningError, ConfigError, KioskError
from kiosk.parts import Parts
from kiosk.protocols import PrinterState


def test_a_fresh_folder_opens_with_the_defaults(kiosk_home: Path) -> None:
    with Parts.open(kiosk_home) as parts:
        assert parts.store.identity() is None
        assert parts.printer.state() is PrinterState.NONE
        assert parts.place().tracking_address("KK") == ""
        assert parts.sender().kiosk == ""


def test_a_kiosk_that_joined_knows_its_name_and_the_public_address(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    with Parts.open(kiosk_home) as parts:
        assert parts.sender().kiosk == "library"
        assert parts.place().tracking_address("KK-1") == "https://council.example/t/KK-1"


def test_only_one_may_write_and_any_number_read(kiosk_home: Path) -> None:
    with Parts.open(kiosk_home, program="the first"):
        with pytest.raises(AlreadyRunningError, match="the first"):
            Parts.open(kiosk_home)
        with Parts.open(kiosk_home, read_only=True), Parts.open(kiosk_home, read_only=True) as reader:
            assert reader.store.counts()
    with Parts.open(kiosk_home):
        pass


def test_a_wrong_file_is_told_before_anything_is_opened(kiosk_home: Path) -> None:
    (kiosk_home / "kiosk.toml").write_text("place = 5")
    with pytest.raises(ConfigError):
        Parts.open(kiosk_home)
    assert not (kiosk_home / "queue.db").exists()


def test_reading_where_nothing_was_ever_stored_says_so(kiosk_home: Path) -> None:
    with pytest.raises(KioskError):
        Parts.open(kiosk_home, read_only=True)


def test_the_printer_gets_what_the_file_says(kiosk_home: Path) -> None:
    settle_in(kiosk_home, '\n[printer]\nkind = "serial"\npath = "/dev/ttyS9"\nbaud = 19200\ncolumns = 32\n')
    with Parts.open(kiosk_home) as parts:
        assert parts.config.printer.baud == 19200
        assert parts.printer.state() is PrinterState.OFFLINE


def test_slow_libraries_wait_until_after_the_first_paint(kiosk_home: Path) -> None:
    """What an open kiosk imports before it shows anything."""
    join_nobody(kiosk_home)
    script = (
        "import sys; from pathlib import Path; from kiosk.parts import Parts\n"
        "Parts.open(Path(sys.argv[1])).store.close()\n"
        "slow = {'escpos', 'requests', 'sqlite_utils', 'pydantic', 'qrcode', 'phonenumbers', 'holidays', 'keyring'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(kiosk_home)],
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
