"""What a journey says beside its pages: where it goes, papers to bring, and where to."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.journey_pages import AtLeastOne


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another team that works on it, and the condition; the first that holds counts, else the journey's `routing`."""

    to: str
    when: dict[str, Any]


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A paper that the council has to see, and what does instead of it. Without `when` it is told before the start."""

    id: str
    what: str
    instead: str = ""
    when: dict[str, Any] = {}


class Bring(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where papers are brought to (a contact card with a desk), and within how many days of Send."""

    where: str
    within_days: AtLeastOne
