"""What the hub says about submissions it has: to their kiosk by cursor, and to anybody who holds a code."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Case = Literal["received", "in_progress", "waiting_for_you", "closed", "refused"]
"""The state of a case at the council, as the hub publishes it."""


class CaseStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one submission stands. `note` is the council's public note in words, never the resident's."""

    id: str
    tracking_code: str
    state: Literal["received", "complete", "refused"]
    status: Case
    at: datetime
    note: str = ""
    due: str = ""  # ISO date, empty where there is none


class StatusPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of GET /v1/status?after=CURSOR: changes to this kiosk's submissions, oldest first.

    `at` is the hub's time now, and `backup_days` how many days may lie between two backups of what it holds: by these
    kiosks know when nothing can need their copy any more.
    """

    epoch: str
    cursor: str
    more: bool
    items: list[CaseStatus]
    at: datetime | None = None
    backup_days: int = 0


class Tracked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody holding the code may see: GET /v1/tracking/CODE. `journey` is empty where it is sensitive.

    `state` is `refused` where the hub has it and cannot open it.
    """

    tracking_code: str
    status: Case
    at: datetime
    received_at: datetime
    journey: str = ""
    note: str = ""
    due: str = ""
    state: Literal["received", "complete", "refused"] = "received"


def iso_date(text: str) -> date | None:
    """Return a date that the hub sent, None where it is none: a wrong one must not stop the queue."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
