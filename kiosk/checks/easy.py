"""Easy read: a journey that says it has easy words has them for every page, with pictures that are there."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.answers.kind import NOT_SURE
from kiosk.checks.subject import Subject
from kiosk.easy_words import OWN_LABELS
from kiosk.journey_pages import Easy, Page
from kiosk.pictures import FOLDER, is_drawing, picture_in, picture_names
from kiosk.problems import Problem, one_of
from kiosk.toml_lines import Step

_REMEDY = "Add a [page.easy] with `ask` and `picture`."


def easy(subject: Subject) -> Iterator[Problem]:
    """Yield what a journey in easy words has not, and easy words that nobody sees."""
    journey = subject.journey
    if not journey.easy_read:
        yield from _unseen(subject)
        return
    if journey.easy is None:
        remedy = "Add a table [easy] with `need` and `privacy`."
        yield subject.problem("easy_read", "nothing is said in easy words before the first question.", remedy)
    for index, step in enumerate(journey.next):
        if step.easy is None:
            remedy = "Add a [next.easy] with `dated` and `undated`."
            yield subject.problem("dated", "this says in no easy words what happens next.", remedy, "next", index)
    for index, paper in enumerate(journey.evidence):
        if not paper.easy:
            what = f"the paper {paper.id!r} has no easy words."
            yield subject.problem("what", what, 'Add `easy = "A letter with your name"`.', "evidence", index)
    pictures = picture_names(subject.path.parent.parent)
    for page in journey.page:
        yield from _on(subject, page, pictures)


def _unseen(subject: Subject) -> Iterator[Problem]:
    """Easy words in the journey's own file, which are never shown. Those of shared pages are for other journeys."""
    remedy = "Add `easy_read = true` at the top, once every page has easy words."
    if subject.journey.easy is not None:
        yield subject.problem("easy", "these easy words are never shown.", remedy)
    for page, origin in zip(subject.journey.page, subject.origins, strict=True):
        if page.easy is not None and origin.file == subject.path:
            yield subject.on_page(page, "easy", "its easy words are never shown.", remedy)


def _on(subject: Subject, page: Page, pictures: list[str]) -> Iterator[Problem]:
    if page.easy is None:
        yield subject.on_page(page, "ask", "it has no easy words.", _REMEDY)
        return
    for key, what in _missing(page, page.easy):
        yield subject.on_page(page, "easy", what, _REMEDY, inside=(key,))
    for place, variant in enumerate(page.variant):
        if variant.ask and not (variant.easy and variant.easy.ask):
            what = "these other words have no easy ones."
            remedy = "Add a [page.variant.easy] with `ask`."
            yield subject.on_page(page, "variant", what, remedy, inside=(place, "ask"))
    for number, inner in enumerate(page.page):
        if inner.easy is None or not inner.easy.ask:
            what = f"{inner.id!r} in it has no easy words."
            yield subject.on_page(page, "page", what, "Add a [page.page.easy] with `ask`.", inside=(number, "ask"))
    for words, where, belongs_to in _all_words(page):
        yield from _pictures_and_options(subject, page, words, where, belongs_to, pictures)


def _missing(page: Page, words: Easy) -> Iterator[tuple[str, str]]:
    if not words.ask:
        yield "ask", "it asks nothing in easy words."
    if not words.picture:
        yield "picture", "it has no picture."
    if page.kind == "declaration" and not words.text:
        yield "text", "what is agreed to is not said in easy words."


def _all_words(page: Page) -> Iterator[tuple[Easy, tuple[Step, ...], Page]]:
    """Yield the easy words of a page, where they stand in it, and the page whose options they name."""
    if page.easy is not None:
        yield page.easy, ("easy",), page
    for place, variant in enumerate(page.variant):
        if variant.easy is not None:
            yield variant.easy, ("variant", place, "easy"), page
    for number, inner in enumerate(page.page):
        if inner.easy is not None:
            yield inner.easy, ("page", number, "easy"), inner


def _pictures_and_options(
    subject: Subject, page: Page, words: Easy, where: tuple[Step, ...], belongs_to: Page, pictures: list[str]
) -> Iterator[Problem]:
    own = [*belongs_to.options, *OWN_LABELS.get(belongs_to.kind, ())]
    source = belongs_to.options_from
    brought = list(subject.council.words.get(source.words, {})) if source else []
    first, *inside = where
    for name in words.options:
        if name not in own:
            what = f"there is no option {name!r} to say in easy words."
            yield subject.on_page(page, str(first), what, one_of(own), inside=(*inside, "options", name))
    for name in words.pictures:
        if name not in [*own, *brought, NOT_SURE]:
            what = f"there is no option {name!r} to put a picture to."
            yield subject.on_page(page, str(first), what, one_of([*own, *brought]), inside=(*inside, "pictures", name))
    for key, name in (("picture", words.picture), *(("pictures", each) for each in words.pictures.values())):
        if name and name not in pictures:
            what = f"there is no picture {name!r} in the folder {FOLDER!r}."
            yield subject.on_page(page, str(first), what, one_of(pictures), inside=(*inside, key))
        elif name and not _can_be_drawn(subject, name):
            what = f"the picture {name!r} is no drawing."
            yield subject.on_page(page, str(first), what, "Save it as SVG.", inside=(*inside, key))
    for name in belongs_to.options if words.pictures else ():
        if name not in words.pictures:
            what = f"the option {name!r} has no picture, others have."
            yield subject.on_page(page, str(first), what, f"Add `{name} = …` here.", inside=(*inside, "pictures"))


def _can_be_drawn(subject: Subject, name: str) -> bool:
    path = picture_in(subject.path.parent.parent, name)
    return path is not None and is_drawing(path)
