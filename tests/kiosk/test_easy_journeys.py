"""The demo council's easy words: which journeys have them, and where the drawings beside them come from.

`test_every_journey` walks them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.journey import Journey, load_journey
from kiosk.journey_pages import Easy, Page
from kiosk.pictures import picture_names

JOURNEYS = (
    "blue-badge", "care-needs", "complaint", "crisis-help", "homeless-today", "housing-repair", "library-card",
    "missed-bin",
)  # fmt: skip
PICTURES = DEMO_COUNCIL / "pictures"


def test_these_journeys_have_easy_words(pack: CouncilPack) -> None:
    assert pack.journeys.easy_to_read() == list(JOURNEYS)


def easy_words(page: Page) -> Iterator[Easy]:
    """Yield the easy words of a page, of its variants, and of the pages in it."""
    yield from (words for words in (page.easy, *(variant.easy for variant in page.variant)) if words is not None)
    for inner in page.page:
        yield from easy_words(inner)


def used(journey: Journey) -> set[str]:
    words = [each for page in journey.page for each in easy_words(page)]
    return {name for each in words for name in (each.picture, *each.pictures.values()) if name}


def test_every_drawing_is_used_and_its_source_is_told() -> None:
    wanted = set[str]().union(*(used(load_journey(DEMO_COUNCIL / "journeys" / f"{name}.toml")) for name in JOURNEYS))
    with (PICTURES / "sources.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["picture"]: row for row in csv.DictReader(file)}
    assert set(picture_names(DEMO_COUNCIL)) == set(sources) == wanted
    assert all(row["openmoji"] and row["drawn by"] for row in sources.values())
    assert "CC BY-SA 4.0" in (PICTURES / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", picture_names(DEMO_COUNCIL))
def test_a_drawing_is_small_and_leads_nowhere(name: str) -> None:
    text = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert len(text) < 16_000
    for word in ("<script", "href", "<image", "<foreignObject", "url(", "onload"):
        assert word not in text, word
