from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.council_pack import DEMO_COUNCIL
from kiosk.errors import ConfigError
from kiosk.language import PRODUCT_CATALOGUES, Language, load_language, marked, own_name

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def _catalogue(folder: Path, *pairs: tuple[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    entries = "".join(f'\nmsgid "{english}"\nmsgstr "{words}"\n' for english, words in pairs)
    (folder / "cy.po").write_text(HEADER + entries, encoding="utf-8")
    return folder


def test_english_is_the_source_and_needs_no_catalogue(tmp_path: Path) -> None:
    assert load_language("en", [tmp_path]).translate("Send") == "Send"


def test_an_empty_text_stays_empty_in_every_language() -> None:
    assert Language().translate("") == ""
    assert load_language("cy").translate("") == ""


def test_names_are_filled_after_translating(tmp_path: Path) -> None:
    language = load_language("cy", [_catalogue(tmp_path / "a", ("Text to {number}", "Neges i {number}"))])
    assert language.translate("Text to {number}", number="07700 900123") == "Neges i 07700 900123"


def test_the_councils_words_win_and_the_products_fill_the_rest(tmp_path: Path) -> None:
    product = _catalogue(tmp_path / "product", ("Stop", "Stopio"), ("Send", "Anfon"))
    council = _catalogue(tmp_path / "council", ("Send", "Anfonwch"))
    language = load_language("cy", [product, council])
    assert (language.translate("Send"), language.translate("Stop")) == ("Anfonwch", "Stopio")


def test_what_no_catalogue_has_stays_english(tmp_path: Path) -> None:
    assert load_language("cy", [_catalogue(tmp_path / "a")]).translate("Send") == "Send"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 diwrnod gwaith"), (1, "1 diwrnod gwaith"), (2, "2 ddiwrnod gwaith"), (3, "3 diwrnod gwaith"),
        (5, "5 diwrnod gwaith"), (6, "6 diwrnod gwaith"), (10, "10 diwrnod gwaith"),
    ],
)  # fmt: skip
def test_welsh_numbers_change_the_word_after_them(n: int, said: str) -> None:
    assert load_language("cy").plural("{n} working day", "{n} working days", n) == said


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("pl", 0, "0 dni roboczych"), ("pl", 1, "1 dzień roboczy"), ("pl", 2, "2 dni robocze"),
        ("pl", 4, "4 dni robocze"),
        ("pl", 5, "5 dni roboczych"), ("pl", 12, "12 dni roboczych"), ("pl", 21, "21 dni roboczych"),
        ("pl", 22, "22 dni robocze"), ("pl", 112, "112 dni roboczych"),
        ("ar", 0, "0 يوم عمل"), ("ar", 1, "يوم عمل واحد"), ("ar", 2, "يومي عمل"), ("ar", 3, "3 أيام عمل"),
        ("ar", 10, "10 أيام عمل"), ("ar", 11, "11 يوم عمل"), ("ar", 99, "99 يوم عمل"), ("ar", 100, "100 يوم عمل"),
        ("ar", 103, "103 أيام عمل"),
    ],
)  # fmt: skip
def test_every_number_has_its_form(code: str, n: int, said: str) -> None:
    assert load_language(code).plural("{n} working day", "{n} working days", n) == said


@pytest.mark.parametrize(
    ("code", "date_", "number", "money", "listed"),
    [
        ("pl", "piątek 20 listopada 2026", "1\u00a0200", "£1\u00a0234,50", "a, b i c"),
        ("ar", "الجمعة 20 نوفمبر 2026", "1,200", "£1,234.50", "a وb وc"),
    ],
)
def test_dates_numbers_and_lists_are_written_as_the_language_writes_them(
    code: str, date_: str, number: str, money: str, listed: str
) -> None:
    language = load_language(code)
    assert language.date(date(2026, 11, 20), year=True) == date_
    assert (language.number(1200), language.money(Decimal("1234.50"))) == (number, money)
    assert language.joined(["a", "b", "c"]) == listed


def test_from_the_right_what_is_filled_in_keeps_its_own_order() -> None:
    arabic, welsh = load_language("ar"), load_language("cy")
    assert arabic.direction == "rtl"
    assert arabic.translate("Where: {place}", place="14 Mill Lane") == "المكان: \u206814 Mill Lane\u2069"
    assert arabic.translate("Where: {place}", place="المكتبة") == "المكان: المكتبة"
    assert welsh.translate("Where: {place}", place="14 Mill Lane") == "Ble: 14 Mill Lane"
    assert arabic.isolated("") == ""


@pytest.mark.parametrize(("n", "said"), [(0, "0 days ago"), (1, "1 day ago"), (2, "2 days ago")])
def test_english_has_two_forms(n: int, said: str) -> None:
    assert Language().plural("{n} day ago", "{n} days ago", n) == said


def test_days_are_written_as_the_language_does() -> None:
    day = date(2026, 11, 24)
    assert Language().date(day) == "Tuesday 24 November"
    assert Language().date(day, year=True) == "Tuesday 24 November 2026"
    assert Language("cy").date(day) == "dydd Mawrth 24 Tachwedd"
    assert Language("cy").date(day, alone=True) == "Dydd Mawrth 24 Tachwedd"


@pytest.mark.parametrize(
    ("code", "items", "said"),
    [
        ("en", [], ""),
        ("en", ["rubbish"], "rubbish"),
        ("en", ["rubbish", "recycling"], "rubbish and recycling"),
        ("en", ["rubbish", "recycling", "food waste"], "rubbish, recycling and food waste"),
        ("cy", ["sbwriel", "gwastraff bwyd"], "sbwriel a gwastraff bwyd"),
        ("cy", ["sbwriel", "ailgylchu"], "sbwriel ac ailgylchu"),
        ("cy", ["sbwriel", "ŵyn"], "sbwriel ac ŵyn"),
        ("cy", ["sbwriel", "ailgylchu", "gwastraff bwyd"], "sbwriel, ailgylchu a gwastraff bwyd"),
    ],
)
def test_lists_are_written_as_the_language_does(code: str, items: list[str], said: str) -> None:
    assert Language(code).joined(items) == said


@pytest.mark.parametrize(("code", "said"), [("en", "a, b"), ("cy", "a, b"), ("pl", "a, b"), ("ar", "a، b")])
def test_what_stands_side_by_side_has_the_languages_own_comma(code: str, said: str) -> None:
    assert Language(code).in_a_row(["a", "b"]) == said
    assert Language(code).in_a_row(iter([])) == ""


def test_languages_are_called_by_their_own_names() -> None:
    assert [own_name(code) for code in ("en", "cy", "pl", "ar")] == ["English", "Cymraeg", "Polski", "العربية"]
    assert (Language("ar").direction, Language("cy").direction) == ("rtl", "ltr")


def test_a_language_without_a_catalogue_names_the_files_looked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pl\.po"):
        load_language("pl", [tmp_path])


@pytest.mark.parametrize("content", ["\x00\x01", "not a catalogue\n"])
def test_a_broken_catalogue_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "cy.po").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_language("cy", [tmp_path])
    assert error.value.file == tmp_path / "cy.po"


def test_a_mark_changes_nothing() -> None:
    assert marked("Send") == "Send"


def test_the_demo_council_speaks_welsh() -> None:
    language = load_language("cy", [PRODUCT_CATALOGUES, DEMO_COUNCIL / "locale"])
    assert language.translate("Report a missed bin") == "Rhoi gwybod am fin heb ei gasglu"
