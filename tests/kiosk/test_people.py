from __future__ import annotations

import pytest

from kiosk.people import ACTS, CHANNELS, Role, may

STORED = ("check-progress", "see-queue", "sync", "print")


@pytest.mark.parametrize("act", STORED)
def test_a_champion_sees_and_touches_nothing_stored(act: str) -> None:
    """R40."""
    assert not may("champion", act)


@pytest.mark.parametrize(
    ("role", "act", "allowed"),
    [
        ("resident", "answer", True),
        ("resident", "send", True),
        ("resident", "see-queue", False),
        ("resident", "coach", False),
        ("champion", "coach", True),
        ("champion", "answer", False),
        ("champion", "send", False),
        ("staff", "see-queue", True),
        ("staff", "answer", True),
    ],
)
def test_who_may_do_what(role: Role, act: str, allowed: bool) -> None:
    assert may(role, act) is allowed


def test_every_channel_has_somebody_and_everybody_may_change_the_display() -> None:
    assert set(CHANNELS.values()) == set(ACTS)
    assert all(may(role, act) for role in ACTS for act in ("listen", "change-display"))
