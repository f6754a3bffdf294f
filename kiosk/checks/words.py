"""Whether every {placeholder} of a text is filled by an earlier answer."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.answers import KINDS
from kiosk.answers.kind import AnswerKind
from kiosk.checks.subject import Subject, nearest
from kiosk.event_parts import names_given
from kiosk.journey_pages import Page
from kiosk.placeholders import placeholders
from kiosk.problems import Problem
from kiosk.toml_lines import Step, line_at


def words(subject: Subject) -> Iterator[Problem]:
    """Yield placeholders that nothing fills."""
    journey = subject.journey
    known: set[str] = set()
    for page in journey.page:
        for key, inside, texts in _texts(page):
            for name in (name for text in texts for name in placeholders(text) if name not in known):
                yield subject.on_page(page, key, f"nothing earlier fills {{{name}}}.", nearest(known), inside=inside)
        known |= _kind_words(page)
        known |= set(names_given(journey, _kind_words(page)))
    standard = {"due", "standard"} if journey.standard else set()
    standard |= {"bring"} if journey.bring else set()
    for index, step in enumerate(journey.next):
        for key in ("dated", "undated", "after"):
            for words, inside in ((step, ()), (step.easy, ("easy",))):
                for name in placeholders(getattr(words, key, "")):
                    if name not in known | standard:
                        line = line_at(subject.source, ["next", index, *inside, key])
                        what = f"nothing fills {{{name}}}."
                        yield Problem(subject.path, line, what, nearest(known | standard))


def _texts(page: Page) -> Iterator[tuple[str, tuple[Step, ...], list[str]]]:
    """Yield a page's texts that placeholders may stand in, by key and what lies inside it."""
    for key in ("ask", "hint", "why", "text"):
        yield key, (), _listed(getattr(page, key))
        for place, variant in enumerate(page.variant):
            yield "variant", (place, key), _listed(getattr(variant, key))
            yield "variant", (place, "easy"), _listed(getattr(variant.easy, key, None))
        yield "easy", (key,), _listed(getattr(page.easy, key, None))


def _listed(words: str | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else words or []


def _kind_words(page: Page) -> set[str]:
    kind: AnswerKind | None = KINDS.get(page.kind)
    return kind.word_names(page) if kind else set()
