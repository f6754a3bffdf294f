"""`kiosk check`: looks through a council's content and says what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from kiosk.articles.check import check_articles, check_related
from kiosk.catalogue_check import flaws_in_answers, flaws_in_pack, shadows, translation_into
from kiosk.catalogue_files import catalogue_files
from kiosk.checks.carried import carried_alike
from kiosk.checks.interpreter import interpreter
from kiosk.checks.journey import check_journey
from kiosk.checks.overlap import too_alike
from kiosk.checks.subject import Subject
from kiosk.checks.understood import understood
from kiosk.checks.ways_on import ways_on
from kiosk.checks.words_read import Words
from kiosk.council_pack import Council, load_council
from kiosk.errors import ConfigError
from kiosk.for_whom import EVERY_NAME
from kiosk.gazetteer import ADDRESS_COLUMNS, STREET_COLUMNS
from kiosk.gazetteer_check import address_problems, read_table, street_problems
from kiosk.journey import Journey, read_journey
from kiosk.journey_pages import SHARED_FOLDER
from kiosk.language import PRODUCT_CATALOGUES, is_language, own_name
from kiosk.pack_texts import shared_pages_in
from kiosk.problems import Problem, one_of, problem_of
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of

Depth = Literal["sound", "whole"]
"""`sound`: nothing is missing or leads nowhere. `whole`: and the words are plain, and yes and no fit each question; it
takes longer to find out, and keeps no kiosk from taking a pack."""


def check_pack(folder: Path, *, icons: Collection[str] | None = None, depth: Depth = "whole") -> list[Problem]:
    """Return what is wrong with the content in a folder, by file and line.

    `icons` are the names of the pictures that the screens have; without them icons are not looked at.
    """
    try:
        council = load_council(folder)
    except ConfigError as error:
        return [problem_of(error)]
    subjects, found = subjects_of(folder, council)
    journeys = {subject.path: subject.journey for subject in subjects}
    if not subjects and not found:
        found.append(Problem(folder / "journeys", 0, "there is no journey here.", "Put a journey file (*.toml) in."))
    if not found:  # a journey that cannot be read may use any pages, and may be where a way leads
        found += [*_shared_pages(folder, journeys), *ways_on(subjects), *carried_alike(subjects)]
        found += interpreter(folder, council, subjects)
    for subject in subjects:
        found += check_journey(subject)
    found += _places(folder, council)
    found += [*check_articles(folder, council, _names(folder)), *check_related(folder, subjects)]
    found += _icons(folder, council, journeys, icons)
    words = Words(folder)
    for code in council.offered:
        spoken = [path for path, journey in journeys.items() if code in journey.languages_in(council.languages)]
        if is_language(code):
            found += _language(words, code, spoken, depth)
        else:
            found.append(_no_language(folder, council, code))
    if depth == "whole":
        found += [*understood(words, council, journeys), *too_alike(subjects)]
    # Shared pages are read with each journey that uses them: what is wrong in them is told once.
    once = {(str(problem.file), problem.line, problem.what): problem for problem in reversed(found)}
    return [problem for _, problem in sorted(once.items())]


def journey_problems(folder: Path, path: Path) -> tuple[list[Problem], list[Problem]]:
    """Return what keeps one journey of a pack from being shown, and what is hard to understand in it. Fast.

    Nothing is said of translations, nor of the other journeys.
    """
    try:
        council = load_council(folder)
        journey, origins = read_journey(path)
        subject = Subject(path, read_text(path), journey, origins, council, _names(folder))
    except ConfigError as error:
        return [problem_of(error)], []
    files = {origin.file for origin in origins} | {path}
    hard = [problem for problem in understood(Words(folder), council, [path]) if problem.file in files]
    return list(check_journey(subject)), hard


def _names(folder: Path) -> list[str]:
    """Return the ids of a folder's journeys, of those too that cannot be read."""
    return [path.stem for path in sorted((folder / "journeys").glob("*.toml"))]


def subjects_of(folder: Path, council: Council) -> tuple[list[Subject], list[Problem]]:
    """Return the journeys in a folder, each with what a check looks at, and what keeps others from being read."""
    found, refused = [], []
    paths = sorted((folder / "journeys").glob("*.toml"))
    for path in paths:
        try:
            journey, origins = read_journey(path)
            found.append(Subject(path, read_text(path), journey, origins, council, [each.stem for each in paths]))
        except ConfigError as error:
            refused.append(problem_of(error))
    return found, refused


def _shared_pages(folder: Path, journeys: Collection[Path]) -> Iterator[Problem]:
    used = {name for path in journeys for name in shared_pages_in(path)}
    for path in sorted((folder / SHARED_FOLDER).glob("*.toml")):
        if path.stem not in used | EVERY_NAME:
            remedy = f'Write `use = "{path.stem}"` into a journey\'s [[page]], or take the file out.'
            yield Problem(path, 0, "no journey uses these pages.", remedy)


def _places(folder: Path, council: Council) -> Iterator[Problem]:
    """Yield problems of the streets and addresses, and of what refers to them."""
    try:
        streets = read_table(folder / "streets.csv", STREET_COLUMNS)
        addresses = read_table(folder / "addresses.csv", ADDRESS_COLUMNS)
    except ConfigError as error:
        yield problem_of(error)
        return
    yield from street_problems(streets, [body.id for body in council.bodies], list(council.words.get("zones", {})))
    known = streets.values("usrn")
    yield from address_problems(addresses, known, list(council.words.get("bins", {})))
    source = read_text(folder / "council.toml")
    for index, problem in enumerate(council.problems):
        for usrn in problem.streets:
            if usrn not in known:
                line = line_of(source, "problems", index, "streets")
                what = f"no street has the USRN {usrn!r}."
                yield Problem(folder / "council.toml", line, what, "Use one that streets.csv has.")


def _icons(
    folder: Path, council: Council, journeys: dict[Path, Journey], icons: Collection[str] | None
) -> Iterator[Problem]:
    if icons is None:
        return
    path = folder / "council.toml"
    source = read_text(path)
    used = [(path, line_of(source, "topics", at, "icon"), topic.icon) for at, topic in enumerate(council.topics)]
    used += [(path, line_of(source, "help_today", at, "icon"), item.icon) for at, item in enumerate(council.help_today)]
    used += [(file, line_of(read_text(file), key="icon"), journey.icon) for file, journey in journeys.items()]
    for file, line, name in used:
        if name and name not in icons:
            yield Problem(file, line, f"there is no icon {name!r}.", one_of(sorted(icons)))


def _no_language(folder: Path, council: Council, code: str) -> Problem:
    path, key = folder / "council.toml", "languages" if code in council.languages else "further_languages"
    remedy = 'Use the code of one, such as "pl" for Polish.'
    return Problem(path, line_of(read_text(path), key=key), f"{code!r} is no language.", remedy)


def _language(words: Words, code: str, journeys: Collection[Path], depth: Depth) -> Iterator[Problem]:
    """Yield what is wrong with the translation into one of the council's languages; English is the source.

    `journeys` are the files that have words in this language.
    """
    if code == "en":
        return
    locale, name = words.locale, own_name(code)
    if not catalogue_files(locale, code):
        path = locale / f"{code}.po"
        yield Problem(path, 0, f"the words in {name} are missing.", "Put a gettext catalogue there.")
        return
    try:
        into = translation_into(code, name, [PRODUCT_CATALOGUES, locale])
        found = [
            *flaws_in_pack(locale, words.texts(journeys), into, words.messages),
            *shadows(locale, into, words.messages),
            *(flaws_in_answers(locale, words.texts(journeys), into, words.messages) if depth == "whole" else ()),
        ]
        yield from (Problem(path, flaw.line, flaw.what, flaw.remedy) for path, flaw in found)
    except ConfigError as error:
        yield problem_of(error)
