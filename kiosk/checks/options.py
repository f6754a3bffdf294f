"""What can be chosen on a page, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject, nearest
from kiosk.fact_values import fact_values
from kiosk.journey_pages import Page
from kiosk.problems import Problem, one_of


def options(subject: Subject) -> Iterator[Problem]:
    """Yield pages with nothing to choose, or with options of no known thing."""
    for page in subject.journey.page:
        if page.kind in ("choice", "choices") and not page.options and page.options_from is None:
            yield subject.on_page(page, "options", "there is nothing to choose.", "Add [page.options].")
        for value in page.option_hints:
            if value not in page.options:
                yield subject.on_page(page, "option_hints", f"no option is {value!r}.", one_of(list(page.options)))
        yield from _of_variants(subject, page)
        if page.options_from is not None:
            facts = {name for earlier in subject.earlier(page) for name in fact_values(earlier, subject.council)}
            if page.options_from.fact not in facts:
                what = f"no earlier page gives {page.options_from.fact!r}."
                yield subject.on_page(page, "options_from", what, nearest(facts))
            if page.options_from.words not in subject.council.words:
                what = f"council.toml has no table words.{page.options_from.words}."
                yield subject.on_page(page, "options_from", what, one_of(list(subject.council.words)))
        if page.kind == "collection_day":
            yield from _day_comes_from(subject, page)


def _day_comes_from(subject: Subject, page: Page) -> Iterator[Problem]:
    for key, wanted, kind in (("of", page.of, "address"), ("bins_from", page.bins_from, "choices")):
        names = [earlier.id for earlier in subject.earlier(page) if earlier.kind == kind]
        if wanted not in names:
            remedy = one_of(names) if names else f"Put a page of kind {kind!r} before it."
            yield subject.on_page(page, key, f"no earlier {kind} page is called {wanted!r}.", remedy)


def _of_variants(subject: Subject, page: Page) -> Iterator[Problem]:
    """A variant has other words for options that the page has; it adds none."""
    remedy = one_of(list(page.options)) if page.options else "Leave it out: the page has no options of its own."
    for place, variant in enumerate(page.variant):
        for key in ("options", "option_hints"):
            for value in getattr(variant, key):
                if value not in page.options:
                    what = f"no option is {value!r}."
                    yield subject.on_page(page, "variant", what, remedy, inside=(place, key))
