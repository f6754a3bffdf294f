"""The letters in the package: every script that residents are shown, in both weights, whatever the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont, QTextLayout

from accessibility.controls import WrapLabel
from accessibility.controls.label import LabelRole
from accessibility.display import Display
from accessibility.fonts import FAMILY, FOR_OTHER_SCRIPTS, font_for, missing_fonts
from accessibility.look import Look
from kiosk.catalogue_check import read_messages
from kiosk.catalogue_files import catalogue_files
from kiosk.council_pack import DEMO_COUNCIL
from kiosk.language import PRODUCT_CATALOGUES

DISPLAY = Display(width=1080, height=1920)


def _faces(text: str, role: str = "body") -> set[str]:
    layout = QTextLayout(text, font_for(DISPLAY, role))  # type: ignore[arg-type]
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    runs = layout.glyphRuns()
    assert all(0 not in run.glyphIndexes() for run in runs), f"a box in place of a letter: {text}"
    return {run.rawFont().familyName() for run in runs}


def test_the_package_has_every_font_that_it_names() -> None:
    assert missing_fonts() == []
    assert {FAMILY, *FOR_OTHER_SCRIPTS} <= set(QFontDatabase.families())


@pytest.mark.parametrize("role", ["body", "heading"])
@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("ŵ ŷ ą ę ł ż ș ț", FAMILY),
        ("العربية،اردو", "Noto Sans Arabic"),
        ("বাংলা", "Noto Sans Bengali"),
        ("ਪੰਜਾਬੀ", "Noto Sans Gurmukhi"),
    ],
)
def test_each_script_is_drawn_with_letters_of_ours(text: str, face: str, role: str) -> None:
    assert {name.removesuffix(" SemiBold") for name in _faces(text, role)} == {face}


def test_headings_of_other_scripts_are_heavier_too() -> None:
    for family in FOR_OTHER_SCRIPTS:
        font = font_for(DISPLAY, "heading")
        font.setFamilies([family])
        assert QFontInfo(font).weight() > QRawFont.fromFont(font_for(DISPLAY, "body")).weight()


@pytest.mark.parametrize("role", ["body", "heading"])
@pytest.mark.parametrize("text", ["آپ", "الجمعة 20 نوفمبر 2026", "يُفْتَحُ", "এখানকার কর্মীদের", "ਦੁਭਾਸ਼ੀਆ"])
def test_other_scripts_take_hardly_more_room_than_ours_and_are_not_cut(text: str, role: LabelRole) -> None:
    look = Look.of(DISPLAY, "rtl")
    ours, theirs = WrapLabel(look, "Friday", role), WrapLabel(look, text, role)
    assert theirs.sizeHint().height() <= ours.sizeHint().height() * 1.2
    theirs.resize(theirs.sizeHint())
    room = QRectF(theirs.rect()).adjusted(-1, -1, 1, 1)
    assert [rect for rect in theirs.text_rects() if not room.contains(rect)] == []


def _catalogues(code: str) -> list[Path]:
    return [*catalogue_files(PRODUCT_CATALOGUES, code), *catalogue_files(DEMO_COUNCIL / "locale", code)]


@pytest.mark.parametrize("code", ["cy", "pl", "ar"])
def test_every_word_of_every_catalogue_can_be_drawn(code: str) -> None:
    letters = {
        letter
        for path in _catalogues(code)
        for message in read_messages(path, code).values()
        for form in message.forms
        for letter in form
    }
    ours = {name.removesuffix(" SemiBold") for name in _faces("".join(sorted(letters - {"\n"})))}
    assert ours <= {FAMILY, *FOR_OTHER_SCRIPTS}
