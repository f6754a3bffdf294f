"""A journey under check, and how a problem of it finds its line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.council_pack import Council
from kiosk.journey import Journey
from kiosk.journey_pages import Origin, Page
from kiosk.problems import Problem, one_of
from kiosk.toml_lines import Step, line_of


@dataclass(frozen=True)
class Subject:
    """A journey under check: its file, the file's text, and what it may refer to."""

    path: Path
    source: str
    journey: Journey
    origins: Sequence[Origin]
    council: Council
    journeys: Sequence[str]

    def problem(self, key: str, what: str, remedy: str, table: str = "", index: int | None = None) -> Problem:
        """Return a problem at the line of a key."""
        return Problem(self.path, line_of(self.source, table, index, key), what, remedy)

    def on_page(self, page: Page, key: str, what: str, remedy: str, *, inside: Sequence[Step] = ()) -> Problem:
        """Return a problem at the line of a page's key, or of what lies `inside` it, e.g. (0, "ask")."""
        origin = self.origins[self.journey.page.index(page)]
        return Problem(origin.file, origin.line(key, *inside), f"page {page.id!r}: {what}", remedy)

    def earlier(self, page: Page) -> list[Page]:
        """Return the pages before this one."""
        return self.journey.page[: self.journey.page.index(page)]


def nearest(names: Collection[str]) -> str:
    """Return the remedy that lists what earlier pages give."""
    return one_of(sorted(names)) if names else "Put the page that gives it before this one."
