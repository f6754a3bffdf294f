import shutil
from pathlib import Path

import pytest

from kiosk.checking import check_pack
from kiosk.council_pack import DEMO_COUNCIL
from kiosk.problems import Problem

COUNCIL = "council.toml"
BIN = "journeys/missed-bin.toml"
LIGHT = "journeys/street-light.toml"
WELSH = "locale/cy.po"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO_COUNCIL, tmp_path / "pack"))


def _change(path: Path, old: str, new: str) -> int:
    """Change the first `old` and return the line where the new text stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def _journey_problems(pack: Path, file: str) -> list[Problem]:
    """Without the Welsh, which any changed text makes stale as well."""
    return [problem for problem in check_pack(pack) if problem.file == pack / file]


def test_the_demo_council_has_nothing_wrong() -> None:
    icons = [path.stem for path in (DEMO_COUNCIL.parents[1] / "accessibility" / "icons").glob("*.svg")]
    assert check_pack(DEMO_COUNCIL, icons=icons) == []


WHEN_KNOWN = 'when = { "where.known-problem" = { is = "yes" } }'
BROKEN = [
    # file, old, new, lines after the change's first line, what, remedy
    (BIN, "minutes = 3", "minuts = 3", 0, "'minuts' is not known", "Did you mean 'minutes'?"),
    (BIN, 'topic = "bins-and-recycling"', 'topic = "bins"', 0, "no topic 'bins'", "Use one of: bins-and-recycling"),
    (BIN, 'service = 524', 'service = 524\nlanguages = ["en", "pl"]', 1, "no language 'pl'", "Use one of: en, cy."),
    (BIN, 'ward_from = "where"', 'ward_from = "day"', 0, "'day' asks for no address",
     "Use one of: where, letter-address"),
    (BIN, "standard = { working_days = 2 }\n", "", None, "no service standard", "Add e.g. `standard"),
    (BIN, 'kind = "choices"', 'kind = "chioces"', 0, "'chioces' is not among what may stand here",
     "Did you mean 'choices'? Use one of: choice, choices"),
    (BIN, '"typed", "street"]', '"typed", "map"]', 0, "'map' cannot be allowed here",
     "Use one of: listed, typed, street"),
    (BIN, 'hint = "For example FH1 4QT"', 'hint = "One. And two."', 0, "longer than a sentence",
     "Say it in one sentence"),
    (BIN, 'contacts = ["council"]', 'contacts = ["mayor"]', 0, "no contact is called 'mayor'", "Use one of: council,"),
    (BIN, 'fact = "where.bins"', 'fact = "where.bags"', 0, "no earlier page gives 'where.bags'", "where.bins"),
    (BIN, 'words = "bins"', 'words = "bags"', 0, "no table words.bags", "Use one of: bins."),
    (BIN, 'of = "where"', 'of = "letter-address"', 0, "no earlier address page is called", "Use one of: where."),
    (BIN, 'bins_from = "which-bins"', 'bins_from = "tag"', 0, "no earlier choices page", "Use one of: which-bins."),
    (BIN, WHEN_KNOWN, WHEN_KNOWN.replace("known-problem", "flooded"), 0, "gives 'where.flooded'",
     "where.known-problem"),
    (BIN, WHEN_KNOWN, WHEN_KNOWN.replace('"yes"', '"maybe"'), 0, "is never 'maybe'", "Use one of: no, yes."),
    (BIN, 'when = { known = { is = "same" } }', 'when = { tag = { is = "no" } }', 0, "no earlier page gives 'tag'",
     "known"),
    (BIN, 'tag-says = { is = "wrong-things" }', 'tag-says = { is = "wrong" }', 0, "never 'wrong'",
     "Use one of: not-sure"),
    (BIN, 'when = { complaint = { is = "yes" } }', 'when = { cross = { is = "yes" } }', 0, "gives 'cross'",
     "complaint"),
    (BIN, 'text = ["{where.problem}"]', 'text = ["{where.trouble}"]', 0, "fills {where.trouble}", "where.problem"),
    (BIN, 'undated = "We will come to', 'undated = "{due} We will come to', 0, "name a date", "Write {standard}"),
    (BIN, 'dated = "We will come to', 'dated = "{soon} We will come to', 0, "nothing fills {soon}", "due"),
    (BIN, 'screen = "see-someone"', 'screen = "see-someone", topic = "council-tax"', -2, "leads to no one place",
     "Give it one"),
    (BIN, 'topic = "bins-and-recycling" }', 'topic = "bins" }', -1, "no topic is called 'bins'",
     "Use one of: bins-and"),
    (BIN, 'topic = "bins-and-recycling" }', 'journey = "bins" }', -1, "no journey is called 'bins'",
     "missed-bin, street"),
    (LIGHT, 'body = "county"', 'body = "parish"', 0, "knows no body 'parish'", "Use one of: county."),
    (LIGHT, 'none = "No, not that I can see"', "", None, "never 'none'", "bare-wires"),
    (LIGHT, 'urgent = { danger', 'urgent = { hazard', 0, "gives 'hazard'", "danger"),
    (LIGHT, '[page.options]\nout = "It does not come on"\nall-day = "It is on all day"\nflickering = "It flickers"\n'

               'damaged = "It is damaged"\nother = "Something else"\n',
     "", None, "nothing to choose", "Add [page.options]."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "after", "what", "remedy"), BROKEN)
def test_a_broken_pack_names_line_what_is_wrong_and_the_remedy(
    pack: Path, file: str, old: str, new: str, after: int | None, what: str, remedy: str
) -> None:
    line = _change(pack / file, old, new)
    found = [problem for problem in _journey_problems(pack, file) if what in problem.what]
    assert found, [str(problem) for problem in _journey_problems(pack, file)]
    assert remedy in found[0].remedy
    if after is not None:
        assert found[0].line == line + after


ENDING = '\n[[page]]\nid = "full-stop"\nkind = "ending"\nask = "Stop here"\noutcome = "answered"\n'
PATHS = [
    (BIN, 'when = { tag = { is = "yes" } }', 'when = { all = [{ tag = { is = "yes" } }, { tag = { is = "no" } }] }',
     "page 'tag-says': no path leads here. Change `when`, or take the page out."),
    (BIN, 'when = { in-the-way = { is = "yes" } }', 'when = { "where.assisted" = { is = "yes" }, in-the-way = '
     '{ is = "yes" } }', "page 'what-was-in-the-way': no path leads here."),
    (BIN, 'when = { letter-here = { is = "no" } }', 'when = { letter-here = { is = "no" }, contact = { is = "none" } }',
     "page 'letter-address': no path leads here."),
    (BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"',
     "page 'just-mine': no path leads here."),
    (BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"',
     "no path ends in something to send."),
    (BIN, "when = { tag-says = { is = \"wrong-things\" } }\n", "", "this [[next]] is never used."),
    (BIN, "# What happens next: the first that holds.\n", '[[next]]\ndated = "Soon."\nundated = "Soon."\n',
     "this [[next]] is never used."),
    (BIN, "which-bins = { none_of = [\"something-else\"] } }", "tag = { is = \"yes\" } }",
     "this [[next]] is never used."),
    (LIGHT, "[[next]]\ndated = \"We will check the light by",
     "[[next]]\nwhen = { danger = { is = \"none\" } }\ndated = \"We "
     "will check the light by", "the last [[next]] has a condition."),
    (LIGHT, 'ask = "Which street is it in?"', 'ask = "Which street is it in, near {number}?"',
     "page 'street': on some paths nothing fills {number}."),
    (LIGHT, 'dated = "We will check the light by {due}.', 'dated = "We will check the light at {near} by {due}.',
     "on some paths nothing fills {near}."),
    (LIGHT, 'urgent = { danger = { any_of',
     'urgent = { near = { is = "given" }, number = { is = "given" }, danger = { any_of',
     "`urgent` never holds."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), PATHS)
def test_every_path_is_walked(pack: Path, file: str, old: str, new: str, said: str) -> None:
    _change(pack / file, old, new)
    problems = [f"{problem.what} {problem.remedy}" for problem in _journey_problems(pack, file)]
    assert any(said in problem for problem in problems), problems


def test_a_journey_that_only_informs_may_end_everywhere(pack: Path) -> None:
    _change(pack / BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"')
    _change(pack / BIN, 'contact_type = "CM004"', 'contact_type = "CM002"')
    assert not any("something to send" in problem.what for problem in _journey_problems(pack, BIN))


def test_a_path_without_a_question_is_found(pack: Path) -> None:
    text = (pack / LIGHT).read_text(encoding="utf-8")
    head = text[: text.index("[[responsible]]")].replace('ward_from = "street"\n', "")
    head = "\n".join(line for line in head.splitlines() if not line.startswith("urgent"))
    page = '[[next]]\ndated = "Done."\nundated = "Done."\n\n[[page]]\nid = "read"\nkind = "notice"\nask = "Read this"\n'
    (pack / LIGHT).write_text(f"{head}\n{page}", encoding="utf-8")
    assert [problem.what for problem in _journey_problems(pack, LIGHT)] == ["a path sends nothing at all."]


PLACES = [
    (
        "streets.csv",
        "Station Road,Fairholme,Northgate,county",
        "Station Road,Fairholme,Northgate,parish",
        "no body 'parish'",
    ),
    ("addresses.csv", "fri,rubbish:b recycling", "fri,glass:b recycling", "no words for the bin 'glass'"),
    ("addresses.csv", ",fri,rubbish", ",someday,rubbish", "'someday' is no day"),
    (COUNCIL, 'streets = ["47000144"', 'streets = ["1"', "no street has the USRN '1'"),
    (COUNCIL, 'contact = "council"', 'contact = "town-hall"', "no contact is called 'town-hall'"),
]


@pytest.mark.parametrize(("file", "old", "new", "what"), PLACES)
def test_streets_addresses_and_what_refers_to_them_are_checked(
    pack: Path, file: str, old: str, new: str, what: str
) -> None:
    line = _change(pack / file, old, new)
    found = [problem for problem in _journey_problems(pack, file) if what in problem.what]
    assert [problem.line for problem in found] == [line]


def test_icons_are_checked_where_they_are_known(pack: Path) -> None:
    line = _change(pack / COUNCIL, 'icon = "landmark"', 'icon = "castle"')
    assert check_pack(pack) == []
    icons = ["recycle", "landmark", "house", "hand-coins", "bus", "trees", "lightbulb", "school", "book-open"]
    found = check_pack(pack, icons=[*icons, "triangle-alert", "hand-helping"])
    assert [(problem.line, problem.what) for problem in found] == [(line, "there is no icon 'castle'.")]


TRANSLATIONS = [
    ('msgstr "Biniau ac ailgylchu"', 'msgstr ""', "'Bins and recycling' has no Cymraeg words.", "Translate it."),
    ('msgstr "Biniau ac ailgylchu"', 'msgstr "Bins and recycling"', "are the English ones.", "same-in-welsh.txt"),
    (
        "Y diwrnod casglu yw {day}.",
        "Y diwrnod casglu yw {dydd}.",
        "other placeholders",
        "Keep these as they are: {day}",
    ),
    (
        'msgid "Bins and recycling"',
        '#, fuzzy\nmsgid "Bins and recycling"',
        "only a guess",
        "take the `fuzzy` mark away",
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "remedy"), TRANSLATIONS)
def test_every_text_has_its_welsh(pack: Path, old: str, new: str, what: str, remedy: str) -> None:
    _change(pack / WELSH, old, new)
    [problem] = check_pack(pack)
    assert problem.file == pack / WELSH
    assert what in problem.what
    assert remedy in problem.remedy
    lines = (pack / WELSH).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith("msgid")


def test_a_word_that_is_the_same_in_both_languages_may_be_listed(pack: Path) -> None:
    _change(pack / WELSH, 'msgstr "Biniau ac ailgylchu"', 'msgstr "Bins and recycling"')
    (pack / "locale" / "same-in-welsh.txt").write_text("# ours\nBins and recycling\n", encoding="utf-8")
    assert check_pack(pack) == []


def test_a_missing_or_broken_catalogue_is_named(pack: Path) -> None:
    (pack / WELSH).write_text("not a catalogue\n", encoding="utf-8")
    assert ["cannot be read" in problem.what for problem in check_pack(pack)] == [True]
    (pack / WELSH).unlink()
    assert [str(problem) for problem in check_pack(pack)] == [
        f"{pack / WELSH}: the words in Cymraeg are missing. Put a gettext catalogue there."
    ]


def test_several_wrong_journeys_are_all_told(pack: Path) -> None:
    _change(pack / BIN, "minutes = 3", "minuts = 3")
    _change(pack / LIGHT, "id = ", "id == ")
    files = {problem.file.name for problem in check_pack(pack)}
    assert {"missed-bin.toml", "street-light.toml"} <= files


def test_a_slip_in_toml_is_told_once_and_hides_nothing_else(pack: Path) -> None:
    _change(pack / LIGHT, "id = ", "id == ")
    _change(pack / WELSH, 'msgstr "Biniau ac ailgylchu"', 'msgstr ""')
    assert [(problem.file, problem.what[:16]) for problem in check_pack(pack)] == [
        (pack / LIGHT, "this is not TOML"),
        (pack / WELSH, "'Bins and recycl"),
    ]


def test_an_unknown_kind_is_told_without_what_follows_from_it(pack: Path) -> None:
    _change(pack / BIN, 'kind = "choices"', 'kind = "chioces"')
    assert [problem.what for problem in _journey_problems(pack, BIN)] == [
        "[page[3].kind] 'chioces' is not among what may stand here."
    ]


def test_a_journey_in_english_only_needs_no_welsh(pack: Path) -> None:
    _change(pack / BIN, 'ask = "', 'ask = "New words: ')
    assert [problem.file for problem in check_pack(pack)] == [pack / WELSH]
    _change(pack / BIN, "service = 524", 'service = 524\nlanguages = ["en"]')
    assert check_pack(pack) == []


def test_an_english_council_needs_no_languages_in_its_journeys(pack: Path) -> None:
    _change(pack / COUNCIL, 'languages = ["en", "cy"]', 'languages = ["en"]')
    (pack / WELSH).unlink()
    assert check_pack(pack) == []


def test_what_is_possible_is_listed_in_one_order(pack: Path) -> None:
    _change(pack / BIN, 'fact = "where.bins"', 'fact = "where.bags"')
    [problem] = _journey_problems(pack, BIN)
    names = problem.remedy.removeprefix("Use one of: ").removesuffix(".").split(", ")
    assert names == sorted(names)
    assert len(names) > 3


COUNCIL_MISTAKES = [
    ("week_a = 2026-11-16", "week_a = 2026-11-18", 0, "2026-11-18 is no Monday. Use the day of any Monday"),
    ("week_a = 2026-11-16", 'week_a = "Monday"', 0, "this is not a day. Write for example `week_a = 2026-11-16`."),
    ("week_a = 2026-11-16", "week_a = 16", 0, "must be a day, not a whole number"),
    ("finish = 18:00:00", 'finish = "six"', 0, "this is not a time of day. Write for example `finish = 18:00:00`."),
    ("limit_working_days = 2", "limit_working_days = 0", 0, "this must be 1 or more"),
    ('country = "england"', 'country = "scotland"', 0, "Use one of: england, wales."),
    ('languages = ["en", "cy"]', 'languages = "en"', 0, 'Write for example `languages = ["words"]`.'),
    ("drama_numbers = true", 'drama_numbers = "true"', 0, "Write for example `drama_numbers = true`."),
    ('label = "Recycling (blue bin)"', 'lable = "Recycling"', 0, "'lable' is not known here. Did you mean 'label'?"),
    ('label = "Recycling (blue bin)"\n', "", -1, "the key 'label' is missing. Add a line such as `label ="),
    ('label = "Recycling (blue bin)"', "label = 5", 0, "must be a text in quotes"),
    ("services = [564]", 'services = ["564"]', 0, "must be a whole number, not a text in quotes"),
    (
        "services = [564]",
        "services = 564",
        0,
        "must be a list, not a whole number. Write for example `services = [1]`.",
    ),
    ("[[bodies]]", "[bodies]", 0, "must be a list, not a table. Write for example `[[bodies]]`."),
    ('hint = "Repairs, rent, somewhere to live"\n', "", -3, "the key 'hint' is missing"),
]


@pytest.mark.parametrize(("old", "new", "after", "said"), COUNCIL_MISTAKES)
def test_a_mistake_in_council_toml_names_line_and_what_would_be_right(
    pack: Path, old: str, new: str, after: int, said: str
) -> None:
    line = _change(pack / COUNCIL, old, new)
    [problem] = check_pack(pack)
    assert (problem.file, problem.line) == (pack / COUNCIL, line + after)
    assert said in f"{problem.what} {problem.remedy}"


def test_a_pack_without_journeys_says_where_they_go(pack: Path) -> None:
    shutil.rmtree(pack / "journeys")
    assert "Put a journey file (*.toml) in." in [problem.remedy for problem in check_pack(pack)]


def test_the_example_in_the_docs_is_a_sound_journey(pack: Path) -> None:
    text = (DEMO_COUNCIL.parents[1] / "docs" / "writing-journeys.md").read_text(encoding="utf-8")
    start = text.index("```toml\n") + len("```toml\n")
    (pack / "journeys" / "park-bench.toml").write_text(text[start : text.index("```", start)], encoding="utf-8")
    assert _journey_problems(pack, "journeys/park-bench.toml") == []
