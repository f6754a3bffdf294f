"""Saved visits that the hub refuses, for staff: how many, until when they matter, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kiosk.commands.trouble_words import meaning
from offline.drafts import RefusedDrafts

_KEPT = (
    "{what} refused by the hub ({reason}): {meaning} Each opens at this kiosk alone, with its come-back code,{until}"
    " and the hub is told of it again once it is saved anew or sent."
)
_SENT = (
    "{what} sent since, and not ended at the hub ({reason}): {meaning} Nothing is lost; at other kiosks the"
    " come-back code may open what was saved{until}."
)


def lines(refused: Sequence[RefusedDrafts]) -> list[str]:
    """Return a line for each reason; nothing where the hub takes all of them."""
    return [_line(one) for one in refused]


def as_rows(refused: Sequence[RefusedDrafts]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [{"count": one.count, "state": one.state, "reason": one.reason, "until": one.until} for one in refused]


def _line(one: RefusedDrafts) -> str:
    until = f" until {one.until:%Y-%m-%d}" if one.until else ""
    return (_KEPT if one.state == "kept" else _SENT).format(
        what="1 saved visit" if one.count == 1 else f"{one.count} saved visits",
        reason=one.reason,
        meaning=meaning(one.reason, repeats=False),
        until=f"{until}," if until and one.state == "kept" else until,
    )
