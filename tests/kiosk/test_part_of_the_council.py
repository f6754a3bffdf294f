"""The small pack that tests of content change and check."""

from __future__ import annotations

from pathlib import Path

from part_of_the_council import JOURNEYS

from kiosk.checking import check_pack
from kiosk.icon_names import icon_names


def test_a_few_journeys_of_the_demo_council_stand_for_themselves(folder: Path) -> None:
    assert check_pack(folder, icons=icon_names()) == []
    assert {path.stem for path in (folder / "journeys").glob("*.toml")} == set(JOURNEYS)
