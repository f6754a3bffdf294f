"""Totals of how a kiosk is used: a whole day at a time, so that sending one again, or late, changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

MOST_TOTALS = 20_000
"""A day of one kiosk: every page of a hundred journeys in three channels and ten languages stays below this."""

Name = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
NameOrNone = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^([a-z0-9][a-z0-9._-]*)?$")]


class Total(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One total of a day; the fields mean what `kiosk.usage.Count` says."""

    family: Literal["journey", "page", "setting", "fault", "search"]
    name: Name
    total: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    journey: NameOrNone = ""
    page: NameOrNone = ""
    channel: Literal["", "self", "assisted", "mediated"] = ""
    language: NameOrNone = ""


class UsageDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of PUT /v1/usage/{day}: all totals of the day. A later revision takes the place of an earlier one."""

    day: date
    revision: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    totals: Annotated[list[Total], msgspec.Meta(max_length=MOST_TOTALS)]


class UsageTaken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed answer: which revision of the day the hub has now."""

    kiosk: str
    day: date
    revision: int
    epoch: str
