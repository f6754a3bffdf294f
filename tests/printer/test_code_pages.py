from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ConfigError
from printer.code_pages import CodePages
from printer.escpos_library import blank_job


@pytest.fixture(scope="module")
def pages() -> CodePages:
    return CodePages(blank_job("TM-T20II"))


@pytest.mark.parametrize("text", ["Hello", "£5", "Siân", "café", "łódź", "ă", "€", "–", "“”", "…", "ï", "ÂÊÎÔÛâêîôû"])
def test_what_the_code_pages_hold(pages: CodePages, text: str) -> None:
    assert pages.hold(text)


@pytest.mark.parametrize(
    "text", ["ŵ", "Ŵ", "ŷ", "Ŷ", "ș", "ț", "مرحبا", "নমস্কার", "ਸਤ", "中", "日本", "☃", "\x1b", "a\u0301"]
)
def test_what_they_do_not(pages: CodePages, text: str) -> None:
    assert not pages.hold(text)


@given(st.characters())
def test_what_is_held_reads_back_as_itself_and_never_as_a_question_mark(mark: str) -> None:
    job = blank_job("TM-T20II")
    if not CodePages(job).hold(mark):
        return
    job.text(mark)
    sent = job.output
    assert mark == "?" or not sent.endswith(b"?")


@pytest.mark.parametrize("profile", ["TM-T20II", "TM-T88V", "POS-5890", "default", "simple"])
def test_every_profile_holds_english(profile: str) -> None:
    assert CodePages(blank_job(profile)).hold("Your tracking code: KK-4T7X-M2PC-W")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(ConfigError, match="TM-T9000") as caught:
        blank_job("TM-T9000")
    assert caught.value.key == "profile"


def test_the_library_leaves_no_folder_behind(tmp_path: Path) -> None:
    """In a process of its own, as the import happens once."""
    program = "from printer.escpos_library import blank_job; blank_job('TM-T20II')"
    house = Path(__file__).resolve().parents[2]
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=house)
    assert list(tmp_path.iterdir()) == []
