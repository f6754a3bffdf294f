"""A kiosk that looks for content, a hub that offers some, and two packs to publish."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from looking_kiosk import LookingKiosk
from misbehaving_hub import MisbehavingHub
from published_content import pack_in

from offline.store import Store


@pytest.fixture
def content(hub: MisbehavingHub) -> ContentAtHub:
    return ContentAtHub(hub)


@pytest.fixture
def kiosk(home: Path, joined: Store, hub: MisbehavingHub, clock: FakeClock) -> LookingKiosk:
    return LookingKiosk(home, joined, hub, clock)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "first")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "second", marks="New Street")


@pytest.fixture
def showing(kiosk: LookingKiosk, content: ContentAtHub, first: Path) -> LookingKiosk:
    """A kiosk that has version 5."""
    content.offer(first, 5)
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
    content.asked()
    return kiosk
