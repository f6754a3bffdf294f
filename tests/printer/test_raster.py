from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from kiosk.errors import ConfigError
from kiosk.receipt import Line, Receipt
from printer import fonts, picture
from printer.raster import draw_qr, draw_text, qr_dots


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(image).getbbox()
    assert box is not None
    return box


def test_a_line_is_black_on_white_and_as_wide_as_the_paper() -> None:
    found = draw_text(Line("Tŷ Gwyn"), 48)
    assert found.width == 576
    assert {value for _, value in found.getcolors() or []} == {0, 255}


def test_long_text_is_wrapped_within_the_paper() -> None:
    one, many = draw_text(Line("Tŷ"), 32), draw_text(Line("Tŷ gwyn ger y môr a'r mynydd " * 5), 32)
    assert many.height >= 4 * one.height
    assert ink(many)[2] <= 384


def test_a_word_wider_than_the_paper_is_cut_and_not_lost() -> None:
    found = draw_text(Line("ŵ" * 60, "code"), 32)
    assert ink(found)[2] <= 384
    assert found.height > draw_text(Line("ŵ", "code"), 32).height


def test_larger_styles_are_taller() -> None:
    heights = [draw_text(Line("Tŷ", style), 48).height for style in ("normal", "heading", "code")]
    assert heights == sorted(set(heights))


def test_right_to_left_stands_at_the_right() -> None:
    arabic, welsh = ink(draw_text(Line("مرحبا"), 48)), ink(draw_text(Line("Tŷ"), 48))
    assert arabic[2] > 560
    assert welsh[0] < 8


def test_a_row_that_begins_with_a_number_stands_where_its_line_does() -> None:
    whole = draw_text(Line("لمن لا يسمع أو لا يتكلم على الهاتف أو على أي شيء: \u206818001 01632 960100\u2069"), 48)
    pitch = draw_text(Line("ا"), 48).height
    assert whole.height == 2 * pitch
    last = ink(whole.crop((0, pitch, whole.width, whole.height)))
    assert last[2] > 560
    assert last[0] > 200


def test_a_code_stands_in_the_middle() -> None:
    left, _, right, _ = ink(draw_text(Line("KK-4T7X-M2PC-W", "code"), 48))
    assert abs(left - (576 - right)) <= 4


def test_empty_text_is_an_empty_row() -> None:
    assert draw_text(Line(""), 48).height > 20


@pytest.mark.parametrize("letter", "ŵŷŴŶâêîôûïáéíóúàèìòùäëöüłżșț£€–—‘’“”•")
def test_the_vendored_face_has_every_letter_of_ours(letter: str) -> None:
    assert fonts.missing(letter) == set()
    assert not fonts._lacking(fonts.vendored_face(bold=True), frozenset(letter))


@pytest.mark.parametrize("bold", [False, True])
def test_arabic_is_in_the_package_and_holds_what_stands_beside_it_on_a_receipt(bold: bool) -> None:
    line = "رمز المتابعة: KK-2A3B-4C5D-E، الساعة 10:30 (£12) ”إرسال“ گ پ چ ڈ ے"
    face = fonts._face_for(frozenset(line), bold=bold)
    assert face.name == f"NotoSansArabic-{'Bold' if bold else 'Regular'}.ttf"
    assert not fonts._lacking(face, frozenset(line))


def test_bengali_and_gurmukhi_are_in_the_package() -> None:
    for line in ("আমাদের এখনও কোনো অনুবাদ নেই।", "ਸਾਡੇ ਕੋਲ ਅਜੇ ਕੋਈ ਅਨੁਵਾਦ ਨਹੀਂ ਹੈ।"):
        assert fonts._face_for(frozenset(line), bold=False).parent == fonts.VENDORED
        assert fonts.missing(line) == set()


def test_bold_is_the_bold_face_and_not_the_half_bold_one() -> None:
    assert "Semi" not in fonts.vendored_face(bold=True).name
    assert fonts.vendored_face(bold=True) != fonts.vendored_face(bold=False)


def test_a_character_that_no_face_holds_is_told() -> None:
    assert fonts.missing("ok \U0010fffd") == {"\U0010fffd"}


def test_without_the_face_the_installation_is_said_to_be_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "VENDORED", tmp_path)
    with pytest.raises(ConfigError, match="install Civic Kiosk again"):
        fonts.vendored_face(bold=False)


@pytest.mark.parametrize(("modules", "columns", "dots"), [(29, 48, 6), (29, 32, 6), (57, 32, 5), (177, 32, 2)])
def test_squares_are_as_large_as_phones_like_and_the_paper_allows(modules: int, columns: int, dots: int) -> None:
    assert qr_dots(modules, columns) == dots


def read_codes(image: bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "codes.png"
    file.write_bytes(image)
    found = subprocess.run(["zbarimg", "--raw", "-q", file], capture_output=True, text=True, check=False)
    return found.stdout.split()


@pytest.mark.needs("zbar")
@pytest.mark.parametrize("columns", [48, 32])
def test_a_phone_reads_the_drawn_square(columns: int, tmp_path: Path) -> None:
    data = io.BytesIO()
    draw_qr("https://kiosk.example.org/t/KK-4T7X-M2PC-W", columns).save(data, "PNG")
    assert read_codes(data.getvalue(), tmp_path) == ["https://kiosk.example.org/t/KK-4T7X-M2PC-W"]


@pytest.mark.needs("zbar")
def test_the_picture_of_a_receipt_is_a_strip_of_paper_whose_square_reads(welsh: Receipt, tmp_path: Path) -> None:
    file = tmp_path / "receipt.png"
    picture.save(welsh, file)
    with Image.open(file) as found:
        assert found.width == 640
        assert found.height > found.width
        assert found.getpixel((0, 4))[3] == 0 or found.getpixel((8, 0))[3] == 0
    assert read_codes(file.read_bytes(), tmp_path) == ["https://kiosk.example.org/t/KK-4T7X-M2PC-W"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["codes.png", "receipt.png"]


def test_a_picture_that_cannot_be_saved_leaves_nothing(welsh: Receipt, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        picture.save(welsh, tmp_path / "nowhere" / "receipt.png")
