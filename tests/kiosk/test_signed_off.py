"""Which translations a speaker has signed, and which are drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import WELSH, change
from command_line import Run

from kiosk.commands.doctor import examine
from kiosk.signed_off import SIGNED, signed_off_by, spoken_pages

pytestmark = pytest.mark.usefixtures("qapp")  # doctor looks for sound, and makes an application where there is none


@pytest.mark.parametrize(
    ("header", "who"),
    [
        (f'"{SIGNED}: \\n"', ""),
        (f'"{SIGNED}:\\n"', ""),
        (f'"{SIGNED}: Ann Jones, 2026-11-22\\n"', "Ann Jones, 2026-11-22"),
        (f'"{SIGNED}: Łucja Żak"', "Łucja Żak"),
        ('"Language: cy\\n"', ""),
    ],
)
def test_the_header_says_who_signed(tmp_path: Path, header: str, who: str) -> None:
    po = tmp_path / "cy.po"
    po.write_text(f'msgid ""\nmsgstr ""\n{header}\n\nmsgid "{SIGNED}: a text"\nmsgstr "x"\n', encoding="utf-8")
    assert signed_off_by(po) == who


def test_a_text_that_looks_like_the_header_signs_nothing(tmp_path: Path) -> None:
    po = tmp_path / "cy.po"
    po.write_text(f'msgid ""\nmsgstr ""\n\nmsgid "x"\nmsgstr ""\n"{SIGNED}: nobody\\n"\n', encoding="utf-8")
    assert signed_off_by(po) == ""
    assert signed_off_by(tmp_path / "pl.po") == ""


def test_check_lists_the_drafts_and_no_other(folder: Path, run: Run) -> None:
    code, out, _ = run("check", str(folder), "--drafts")
    assert code == 0
    assert f"{folder / WELSH}: no speaker of Cymraeg has signed it." in out
    before = out.splitlines()
    change(folder / WELSH, f'"{SIGNED}: \\n"', f'"{SIGNED}: Ann Jones, 2026-11-22\\n"')
    _, out, _ = run("check", str(folder), "--drafts")
    assert set(before[:-1]) - set(out.splitlines()[:-1]) == {f"{folder / WELSH}: no speaker of Cymraeg has signed it."}


def test_a_page_without_translation_is_a_draft_too() -> None:
    assert {(words.code, words.signed_off_by) for words in spoken_pages(["so", "ur"])} == {("so", ""), ("ur", "")}
    assert all(words.line > 1 for words in spoken_pages(["so", "ur"]))


def test_doctor_says_how_much_of_a_language_is_a_draft(kiosk_home: Path, folder: Path) -> None:
    (kiosk_home / "kiosk.toml").write_text(f'council = "{folder}"\n', encoding="utf-8")
    (finding,) = (finding for finding in examine(kiosk_home) if finding.check == "language cy")
    assert finding.ok
    assert finding.found.startswith("its words are there; no speaker has signed ")
    for po in (folder / "locale").rglob("*.po"):
        change(po, f'"{SIGNED}: \\n"', f'"{SIGNED}: Ann Jones\\n"')
    (signed,) = (finding for finding in examine(kiosk_home) if finding.check == "language cy")
    assert "signed 1 of " in signed.found  # the kiosk's own words
