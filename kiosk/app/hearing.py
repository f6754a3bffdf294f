"""What a journey sounds and looks like: the words that Listen reads, page by page, from the real screens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from accessibility import qt_messages
from accessibility.display import Display
from accessibility.speech.running_text import page_speech
from kiosk.app.looking import Looking
from kiosk.app.opening import make_application
from kiosk.council_pack import CouncilPack
from kiosk.examples import endings, example
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.open_days import always_open
from kiosk.page_views import page_view, question_view
from kiosk.visit import Visit

BEFORE, CHECK = "before", "check"


@dataclass(frozen=True)
class HeardPage:
    """A page by its id (`before` and `check` stand around them), and what is heard of it."""

    page: str
    said: str


Seen = Callable[[str, Callable[[Path], bool]], None]
"""Takes a page's id, and what saves a picture of it as a file: it says whether that was possible."""


def heard(
    pack: CouncilPack,
    journey: Journey,
    language: Language,
    visits: Iterable[Visit],
    *,
    text_size: int = 1,
    seen: Seen | None = None,
) -> Iterator[HeardPage]:
    """Yield what is heard on the ways of these visits: each page once in each form that it takes, one check page.

    Where `seen` is given it is shown each of them, at a text size of 1 to 4.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # nothing is shown: it needs no display
    with qt_messages.kept():
        looking = Looking(pack, language, make_application())
        said = pack.council.spoken.get(language.code, {})
        try:
            if seen is not None:
                screen = Display()  # the one that the screens are drawn for, whatever this computer has
                looking.stage.resize(screen.width, screen.height)
                looking.stage.choose(language.code, text_size, "normal")
                looking.frame.resize(screen.width, screen.height)
                looking.frame.show()
            for page, words in _pages(looking, journey, visits):
                if seen is not None:
                    _lay_out()
                    seen(page, lambda path: looking.frame.grab().save(str(path), "PNG"))
                yield HeardPage(page, page_speech(words, language, said))
        finally:
            looking.close()


def one_way(visit: Visit) -> list[Visit]:
    """Return one way through the visit's journey; one that ends without sending where no other is there."""
    try:
        return [replace(visit, answers=example(visit))]
    except StopIteration:
        return [replace(visit, answers=answers) for _, answers in endings(visit)][:1]


def closed_ways(visit: Visit) -> Iterator[Visit]:
    """Yield the visit as it is for whoever comes before the journey opens, and after it has closed."""
    if visit.journey.open_from:
        yield replace(visit, standing="not-yet")
    if visit.journey.open_until:
        yield replace(visit, standing="past")


def _pages(looking: Looking, journey: Journey, visits: Iterable[Visit]) -> Iterator[tuple[str, list[str]]]:
    looking.steps.begin(always_open(journey))
    yield BEFORE, _words(looking)
    seen: set[str] = set()
    for visit in visits:
        for page in visit.path:
            as_asked = _as_asked(visit, page)
            form = _form(as_asked, page, looking.stage.language)
            if form not in seen:
                seen.add(form)
                looking.steps.look_at(as_asked, page)
                yield page.id, _words(looking)
        if visit.complete and CHECK not in seen:
            seen.add(CHECK)
            looking.steps.go_on_with(visit)
            yield CHECK, _words(looking)


def _form(visit: Visit, page: Page, language: Language) -> str:
    """Return what tells a page from itself on another way; on which number it is asked matters to nobody."""
    if not page.is_question:
        return page.id + repr(page_view(visit, page, language))
    return page.id + repr(replace(question_view(visit, page, language), number=0, total=0))


def _as_asked(visit: Visit, page: Page) -> Visit:
    """Return the visit as it stands when a page is asked: nothing is answered from there on."""
    if visit.standing != "open":
        return visit
    ids = [each.id for each in visit.journey.page]
    names = ids[: ids.index(page.id)]
    return replace(visit, answers={name: value for name, value in visit.answers.items() if name in names}, carried={})


def _lay_out() -> None:
    for _ in range(3):  # laid out, wrapped, laid out for the wrapped height
        QApplication.processEvents()


def _words(looking: Looking) -> list[str]:
    screen = looking.frame.screen_shown
    return screen.speech_parts() if screen is not None else []
