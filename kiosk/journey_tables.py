"""What a journey says beside its pages: where it goes, papers to bring, partners who help, and what else may help."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.journey_pages import Alternative, AtLeastOne, Easy


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another team that works on it, and the condition; the first that holds counts, else the journey's `routing`."""

    to: str
    when: dict[str, Any]


class EasyStart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands before the first question, in easy words."""

    need: list[str] = []
    privacy: list[str]  # one idea a line


class EasyNext(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens next, in easy words."""

    dated: str
    undated: str
    after: str = ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A paper that the council has to see, and what does instead of it. Without `when` it is told before the start."""

    id: str
    what: str
    instead: str = ""
    when: dict[str, Any] = {}
    easy: str = ""  # the same in easy words


class Bring(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where papers are brought to (a contact card with a desk), and within how many days of Send."""

    where: str
    within_days: AtLeastOne


class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said on days on which the journey is not open, below the day, and what else helps."""

    text: list[str] = []  # paragraphs below the day: what is still to come, and what may help instead
    contacts: list[str] = []  # contact cards; the council's own where there is neither of these
    alternatives: list[Alternative] = []  # buttons to a journey, a topic or a screen


class Referral(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Help from a partner of the council, offered where `when` holds (R20): the last page before all is checked.

    It is a page of kind consent, called "referral-ID": without a yes nothing goes to the partner.
    """

    id: str
    partner: str
    when: dict[str, Any]
    ask: str
    short: str
    shares: list[str]
    text: list[str] = []
    easy: Easy | None = None  # the same in easy words


class Nudge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that may help as well (R23): a line after Send, never before; the first that holds is shown."""

    id: str
    when: dict[str, Any] = {}
    text: str
    journey: str


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A journey that a life event holds (R3): its questions are asked there, and it is sent as one of its own.

    `given` names pages of the journey, and the event's own pages that are asked in their place. Pages that both take
    from the same shared pages are given without being named. `fixed` are answers that the event itself implies.
    """

    journey: str
    when: dict[str, Any] = {}
    given: dict[str, str] = {}
    fixed: dict[str, str | list[str]] = {}
