import gettext
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from part_of_the_council import part_of_the_council

from kiosk.catalogue import key_of
from kiosk.catalogue_check import flaws, read_messages, translation_into
from kiosk.pack_texts import is_translatable, pack_texts

HOUSE = Path(__file__).resolve().parents[2]


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HOUSE / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


catalogues = _script("make_catalogues")
COUNCILS = "kiosk/council/locale/cy/council.po"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small checkout: one text in the code, one plural, one in a page, and a council."""
    for package in catalogues.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "screens" / "stop.py").write_text(
        'language.translate("Stop and {what}", what=1)\nmarked("Back")\nsay(\n    "Over "\n    "two lines"\n)\n'
        'language.plural("{n} minute", "{n} minutes", 2)\n"table".translate(codes)\n',
        encoding="utf-8",
    )
    part_of_the_council(tmp_path / "kiosk" / "council")
    (tmp_path / "kiosk" / "locale").mkdir()
    shutil.copy(HOUSE / "kiosk" / "locale" / "same-in-welsh.txt", tmp_path / "kiosk" / "locale")
    catalogues.main(["--update"], tmp_path)
    return tmp_path


def _translate(house: Path, english: str, welsh: str, catalogue: str = "kiosk/locale/cy.po") -> None:
    path = house / catalogue
    text = path.read_text(encoding="utf-8")
    assert f'msgid "{english}"\nmsgstr ""' in text
    path.write_text(
        text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{welsh}"'), encoding="utf-8"
    )


def _translate_all(house: Path) -> None:
    for english, welsh in {
        "Stop and {what}": "Stopio a {what}",
        "Back": "Yn ôl",
        "Over two lines": "Dros ddwy",
    }.items():
        _translate(house, english, welsh)
    path = house / "kiosk/locale/cy.po"
    text = path.read_text(encoding="utf-8")
    for form in range(6):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "{{n}} munud"')
    path.write_text(text, encoding="utf-8")


def test_texts_are_found_in_calls_marks_and_plurals(house: Path) -> None:
    assert set(read_messages(house / "kiosk/locale/messages.pot", "cy")) == {
        "Stop and {what}",
        "Back",
        "Over two lines",
        "{n} minute",
    }


def test_what_is_whole_passes(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _translate_all(house)
    assert catalogues.main(["--check"], house) == 0
    assert capsys.readouterr().err == ""


def test_an_update_keeps_every_translation_and_changes_nothing_else(house: Path) -> None:
    _translate_all(house)
    paths = [*(house / "kiosk/locale").glob("*.po*"), *(house / "kiosk/council/locale").rglob("*.po*")]
    before = {path: path.read_bytes() for path in paths}
    assert len(before) > 8
    assert catalogues.main(["--update"], house) == 0
    assert {path: path.read_bytes() for path in paths} == before


def test_moving_code_makes_nothing_stale(house: Path) -> None:
    _translate_all(house)
    path = house / "screens" / "stop.py"
    path.write_text("\n\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert catalogues.main(["--check"], house) == 0


def _add_a_text(house: Path) -> None:
    (house / "hub" / "new.py").write_text('translate("New words")\n', encoding="utf-8")


def _move_a_councils_text(house: Path) -> None:
    path = house / "kiosk/council/council.toml"
    path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


def _swap(house: Path, old: str, new: str, catalogue: str = "kiosk/locale/cy.po") -> None:
    path = house / catalogue
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_add_a_text, "kiosk/locale/messages.pot: not in step with the texts. Run packaging/catalogues --update."),
        (_add_a_text, "kiosk/locale/cy.po: not in step with the texts."),
        (_move_a_councils_text, f"{COUNCILS}: not in step"),
        (lambda house: (house / "kiosk/council/pages/your-name.toml").unlink(), "your-name.po: no file has its texts."),
        (lambda house: _swap(house, "Yn ôl", ""), "'Back' has no Welsh words. Translate it."),
        (lambda house: _swap(house, "Yn ôl", "Back"), "the Welsh words of 'Back' are the English ones."),
        (lambda house: _swap(house, "Stopio a {what}", "Stopio"), "'Stop and {what}' have other placeholders."),
        (lambda house: _swap(house, 'msgstr[5] "{n} munud"', 'msgstr[5] "munud"'), "'{n} minute' have other"),
        (lambda house: _swap(house, 'msgstr[2] "{n} munud"', 'msgstr[2] ""'), "'{n} minute' has no Welsh words."),
        (lambda house: _swap(house, 'msgid "Back"', '#, fuzzy\nmsgid "Back"'), "'Back' are only a guess."),
        (lambda house: _swap(house, "Cyngor Fairholme", "Fairholme Council", COUNCILS), "English ones"),
        (lambda house: (house / "kiosk/locale/cy.po").write_text("nonsense\n"), "cy.po"),
    ],
)  # fmt: skip
def test_what_is_stale_missing_or_wrong_fails(
    house: Path, capsys: pytest.CaptureFixture[str], spoil: object, said: str
) -> None:
    _translate_all(house)
    assert catalogues.main(["--check"], house) == 0
    capsys.readouterr()
    spoil(house)  # type: ignore[operator]
    assert catalogues.main(["--check"], house) == 1
    assert said in capsys.readouterr().err


def test_a_text_that_went_away_leaves_the_catalogue(house: Path) -> None:
    _translate_all(house)
    (house / "screens" / "stop.py").write_text('marked("Back")\n', encoding="utf-8")
    catalogues.main(["--update"], house)
    messages = read_messages(house / "kiosk/locale/cy.po", "cy")
    assert {english: message.forms for english, message in messages.items()} == {"Back": ("Yn ôl",)}


def test_this_checkouts_script_runs_and_needs_one_of_its_two_ways() -> None:
    done = subprocess.run([HOUSE / "packaging" / "catalogues"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--update" in done.stderr


def test_a_councils_references_point_at_the_lines_of_the_texts() -> None:
    folder = HOUSE / "kiosk" / "council"
    found = pack_texts(folder)
    assert len(found) > 200
    for item in found:
        line = (folder / item.file).read_text(encoding="utf-8").splitlines()[item.line - 1]
        assert item.text in line or item.text == "report"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A council of one's own, which calls council tax something else."""
    pack = part_of_the_council(tmp_path / "my-council")
    topics = (pack / "council.toml").read_text(encoding="utf-8").replace('"Council tax"', '"Your bill"')
    (pack / "council.toml").write_text(topics, encoding="utf-8")
    return pack


def test_a_council_makes_the_catalogues_of_its_own_pack(
    house: Path, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    product = (house / "kiosk" / "locale" / "messages.pot").read_bytes()
    assert catalogues.main(["--check", "--pack", str(pack)], house) == 1
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    messages = read_messages(pack / "locale" / "cy" / "council.po", "cy")
    assert messages["Your bill"].forms == ("",)
    assert messages["Bins and recycling"].forms == ("Biniau ac ailgylchu",)
    assert "Council tax" not in messages
    assert (house / "kiosk" / "locale" / "messages.pot").read_bytes() == product
    capsys.readouterr()
    _translate(pack, "Your bill", "Eich bil", "locale/cy/council.po")
    assert catalogues.main(["--check", "--pack", str(pack)], house) == 0, capsys.readouterr().err


def test_a_council_without_a_folder_for_welsh_has_one_catalogue_and_its_template(house: Path, pack: Path) -> None:
    shutil.rmtree(pack / "locale" / "cy")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert sorted(path.name for path in (pack / "locale").glob("*.po*")) == ["cy.po", "messages.pot"]
    assert "Your bill" in read_messages(pack / "locale" / "cy.po", "cy")


SIGNED = '"X-Signed-Off-By: Ann Jones, 2026-11-22\\n"'


def test_a_signed_catalogue_stays_so_until_it_has_a_new_text(house: Path, pack: Path) -> None:
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    _translate(pack, "Your bill", "Eich bil", "locale/cy/council.po")
    for name in ("council", "journeys/take-back"):
        _swap(pack, '"X-Signed-Off-By: \\n"', SIGNED, f"locale/cy/{name}.po")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    council, other = pack / "locale/cy/council.po", pack / "locale/cy/journeys/take-back.po"
    assert SIGNED in council.read_text("utf-8")
    journey = pack / "journeys" / "take-back.toml"
    journey.write_text(journey.read_text("utf-8").replace('short = "Name"', 'short = "Who"'), encoding="utf-8")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert SIGNED in council.read_text("utf-8")
    assert '"X-Signed-Off-By: \\n"' in other.read_text("utf-8")


def test_a_further_language_has_catalogues_for_the_journeys_that_name_it(house: Path, pack: Path) -> None:
    council = pack / "council.toml"
    further = 'further_languages = ["ro"]\ncontact = '
    council.write_text(council.read_text("utf-8").replace("contact = ", further, 1), encoding="utf-8")
    journey = pack / "journeys" / "take-back.toml"
    head = 'languages = ["en", "cy", "ro"]\nversion = '
    journey.write_text(journey.read_text("utf-8").replace("version = ", head, 1), encoding="utf-8")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    made = {path.relative_to(pack / "locale/ro").as_posix() for path in (pack / "locale/ro").rglob("*.po")}
    assert made >= {"council.po", "journeys/take-back.po"}
    assert "journeys/missed-bin.po" not in made
    assert "Plural-Forms: nplurals=3;" in (pack / "locale/ro/council.po").read_text("utf-8")


@pytest.mark.parametrize("code", ["cy", "pl", "ar", "ro", "so", "bn", "ur", "pa", "uk", "en"])
def test_plural_forms_are_those_of_the_standard(code: str) -> None:
    """Each of the standard's categories of whole numbers has one form of its own (CLDR)."""
    from babel import Locale

    header = catalogues.PLURALS.get(code) or catalogues.Catalog(locale=code).plural_forms
    form = gettext.c2py(header.partition("plural=")[2].rstrip(";"))
    standard = Locale.parse(code).plural_form
    pairs = {(standard(n), form(n)) for n in range(1000)}
    if code not in ("bn", "pa"):  # 0 counts as one there, which gettext has never had
        assert len(pairs) == len({category for category, _ in pairs}) == len({place for _, place in pairs})


def test_a_form_for_one_number_may_say_it_in_a_word(tmp_path: Path) -> None:
    po = tmp_path / "ar.po"
    forms = ["{n} يوم", "يوم واحد", "يومان", "{n} أيام", "{n} يومًا", "يوم"]
    words = "".join(f'msgstr[{place}] "{form}"\n' for place, form in enumerate(forms))
    plurals = f'msgid ""\nmsgstr ""\n"Plural-Forms: {catalogues.PLURALS["ar"]}\\n"\n\n'
    po.write_text(f'{plurals}msgid "{{n}} day"\nmsgid_plural "{{n}} days"\n{words}', encoding="utf-8")
    target = translation_into("ar", "Arabic", [])
    [flaw] = flaws(["{n} day"], read_messages(po, "ar"), target)
    assert "other placeholders" in flaw.what
    po.write_text(po.read_text("utf-8").replace('[5] "يوم"', '[5] "{n} يوم"'), encoding="utf-8")
    assert flaws(["{n} day"], read_messages(po, "ar"), target) == []


def test_what_one_catalogue_has_in_welsh_another_is_given(house: Path, pack: Path) -> None:
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    _translate(pack, "Your bill", "Eich bil", "locale/cy/council.po")
    journey = pack / "journeys" / "take-back.toml"
    journey.write_text(journey.read_text("utf-8").replace('short = "Name"', 'short = "Your bill"'), encoding="utf-8")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert read_messages(pack / "locale/cy/journeys/take-back.po", "cy")["Your bill"].forms == ("Eich bil",)


OUT = key_of("Yes", "Was it out by 6 in the morning?")


def test_a_question_has_its_own_yes_in_welsh_and_in_the_template_and_keeps_it(house: Path, pack: Path) -> None:
    po = pack / "locale/cy/journeys/missed-bin.po"
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert read_messages(po, "cy")[OUT].forms == ("Oedd",)
    journey = pack / "journeys" / "take-back.toml"
    other = '[[page]]\nid = "out"\nkind = "yes_no"\nask = "Was it out by 6 in the morning?"\nshort = "Out"\n'
    journey.write_text(f"{journey.read_text('utf-8')}\n{other}", encoding="utf-8")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert read_messages(pack / "locale/cy/journeys/take-back.po", "cy")[OUT].forms == ("Oedd",)
    shutil.rmtree(pack / "locale" / "cy")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    for path in (pack / "locale" / "cy.po", pack / "locale" / "messages.pot"):
        assert read_messages(path, "cy")[OUT].forms == ("",)


def test_languages_that_answer_alike_to_all_questions_are_not_asked_for_more(house: Path, pack: Path) -> None:
    council = pack / "council.toml"
    council.write_text(council.read_text("utf-8").replace('"cy"]', '"cy", "pl"]', 1), encoding="utf-8")
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    messages = read_messages(pack / "locale/pl/journeys/missed-bin.po", "pl")
    assert "Was it out by 6 in the morning?" in messages
    assert OUT not in messages


def test_a_journey_that_went_away_takes_its_catalogue_along(house: Path, pack: Path) -> None:
    (pack / "journeys" / "street-light.toml").unlink()
    assert catalogues.main(["--update", "--pack", str(pack)], house) == 0
    assert not (pack / "locale/cy/journeys/street-light.po").exists()


def test_texts_in_every_way_of_writing_toml_are_found(tmp_path: Path) -> None:
    (tmp_path / "council.toml").write_text('name = "Town"\n[words.bins]\nfood = { label = "Food", short = "food" }\n')
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "a.toml").write_text(
        'title = \'Single\'\nnoun = "request"\nneed = [\n  "First",\n  "Se\\u0063ond",\n]\n[[page]]\nid = "x"\n'
        'ask = """\nLong\n"""\noptions = { a = "Yes, a", b = "No" }\n[[page]]\nid = "y"\nask = "Yes, a"\n',
        encoding="utf-8",
    )
    found = {(str(item.file), item.line, item.text) for item in pack_texts(tmp_path)}
    journey = "journeys/a.toml"
    assert found == {
        ("council.toml", 1, "Town"), ("council.toml", 3, "Food"), ("council.toml", 3, "food"),
        (journey, 1, "Single"), (journey, 2, "request"), (journey, 4, "First"), (journey, 5, "Second"),
        (journey, 7, "Long\n"), (journey, 12, "Yes, a"), (journey, 12, "No"), (journey, 15, "Yes, a"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stop", True),
        ("{where.problem}", False),
        ("18001 01632 960100", False),
        ("{n} days", True),
        ("", False),
        ("…", False),
    ],
)
def test_numbers_and_placeholders_need_no_translation(text: str, expected: bool) -> None:
    assert is_translatable(text) is expected
