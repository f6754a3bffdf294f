"""What came of asking the hub: five kinds, so that sync never guesses from a status number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from offline.wire import Result


class Trouble(StrEnum):
    """Why the hub was not reached or not believed; staff read the words for these in `kiosk status`."""

    NO_CONNECTION = "no-connection"
    TIMEOUT = "timeout"
    CUT_OFF = "cut-off"
    STOPPED = "stopped"  # the program ends
    HUB_BUSY = "hub-busy"
    HUB_ERROR = "hub-error"
    NO_ANSWER = "no-answer"  # the hub answered, but not about this submission
    FILTER_LIMIT = "too-large-for-network"  # something on the way takes nothing of this size
    INCOMPLETE = "incomplete"  # the hub asks again and again for parts of attached files
    WRONG_DIGEST = "wrong-digest"  # the hub acknowledged other bytes than were sent
    TLS = "tls"
    CAPTIVE_PORTAL = "captive-portal"
    REDIRECTED = "redirected"
    PROXY = "proxy"
    BLOCKED = "blocked"  # something on the way says no
    NOT_AUTHORISED = "not-authorised"  # the hub itself says no: it does not know this kiosk's token
    REVOKED = "revoked"  # the hub takes nothing from this kiosk any more, for ever
    NOT_A_HUB = "not-a-hub"
    UNTRUSTED = "untrusted-answer"
    NO_SECRETS = "no-secrets"
    NOT_ENROLLED = "not-enrolled"


@dataclass(frozen=True)
class Delivered:
    """A signed answer. `results` were asked for and fit; `alerts`, pairs of submission id and reason, did not."""

    epoch: str
    results: tuple[Result, ...]
    alerts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TryLater:
    """It may work the next time. `retry_after` is seconds, where the hub named them."""

    reason: str
    retry_after: float | None = None


@dataclass(frozen=True)
class Paused:
    """It will not work until somebody does something; no submission is to blame."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """The hub does not take what was sent, and never will."""

    reason: str


@dataclass(frozen=True)
class TooLarge:
    """Too much at once. `by_hub` False: a filter on the way says so, and it may be told better."""

    by_hub: bool = True


Setback = TryLater | Paused | Refused | TooLarge
Outcome = Delivered | Setback
