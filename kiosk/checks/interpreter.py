"""Whether `[interpreter]` of the council leads to the page that asks for one, with answers that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kiosk.checks.subject import Subject
from kiosk.council_pack import Council, Interpreter
from kiosk.journey import Journey
from kiosk.problems import Problem, one_of
from kiosk.spoken_languages import spoken_languages
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of


def interpreter(folder: Path, council: Council, subjects: Sequence[Subject]) -> Iterator[Problem]:
    """Yield what `[interpreter]` names and the journey does not have, and languages that the kiosk has no words in."""
    found = council.interpreter
    if found is None:
        return
    path = folder / "council.toml"
    source = read_text(path)
    journeys = {subject.journey.id: subject.journey for subject in subjects}
    for key, table, what, remedy in _wrong(found, journeys):
        yield Problem(path, line_of(source, table, None, key), what, remedy)


def _wrong(found: Interpreter, journeys: Mapping[str, Journey]) -> Iterator[tuple[str, str, str, str]]:
    known = spoken_languages()
    for code in found.languages:
        if code not in known:
            yield code, "interpreter.languages", f"the kiosk has no words to say so in {code!r}.", one_of(list(known))
    journey = journeys.get(found.journey)
    if journey is None:
        yield "journey", "interpreter", f"there is no journey {found.journey!r}.", one_of(sorted(journeys))
        return
    options = {page.id: list(page.options) for page in journey.page if page.kind == "choice" and page.options}
    for key, name in [("page", found.page), *(("given", name) for name in found.given)]:
        if name not in options:
            what = f"{found.journey!r} has no choice {name!r}."
            yield key, "interpreter", what, one_of(list(options))
    for name, option in found.given.items():
        if option not in options.get(name, [option]):
            yield "given", "interpreter", f"{name!r} has no option {option!r}.", one_of(options[name])
    for code, option in found.languages.items():
        if option not in options.get(found.page, [option]):
            what = f"{found.page!r} has no option {option!r}."
            yield code, "interpreter.languages", what, one_of(options[found.page])
