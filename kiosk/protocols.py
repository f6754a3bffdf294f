"""What the core needs of a store, a hub, a printer, a voice and a clock. Each has a hand-written fake in the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Protocol

from kiosk.receipt import Receipt
from kiosk.submission import Prepared


class NotStored(StrEnum):
    """Why Send was refused; nothing is promised then."""

    DISK_FULL = "disk-full"
    STORAGE = "storage"  # the disk answered with an error
    NO_SEALING_KEY = "no-sealing-key"  # not enrolled yet, or the key cannot be used
    REVOKED = "revoked"  # the hub takes nothing from this kiosk any more


class State(StrEnum):
    """Where a submission stands on this kiosk (design: *States*)."""

    QUEUED = "queued"
    SENDING = "sending"
    WAITING = "waiting"  # a try failed; the next one is due later
    RECEIVED = "received"  # the hub stored it
    COMPLETE = "complete"  # the hub opened and verified it
    QUARANTINED = "quarantined"  # the hub refuses this one; staff look at it
    PURGED = "purged"


AT_THE_COUNCIL = frozenset({State.RECEIVED, State.COMPLETE, State.PURGED})


@dataclass(frozen=True)
class Stored:
    """One submission as the store knows it; nothing in it is sealed or personal."""

    id: str
    tracking_code: str
    journey: str
    journey_version: int
    language: str
    sent_at: datetime
    state: State
    reason: str = ""  # a code: why it waits or is quarantined
    status: str = ""  # the hub's case status, empty before the hub has it
    status_at: datetime | None = None
    note: str = ""
    due: date | None = None
    history: tuple[tuple[datetime, str], ...] = ()


class Store(Protocol):
    """The durable queue. Any method may raise NotStoredError (put, put_together) or KioskError."""

    def new_code(self) -> str:
        """Return a tracking code never issued by this kiosk before. Raises NotStoredError when not enrolled."""

    def put(self, prepared: Prepared) -> None:
        """Seal and store envelope, print job and event in one transaction; durable when this returns."""

    def put_together(self, together: Sequence[Prepared]) -> None:
        """Store several as `put` stores one, all in one transaction: all of them are durable then, or none is there."""

    def find(self, tracking_code: str) -> Stored | None:
        """Return what is known of a code (in its one written form), or None."""

    def room_for_a_journey(self) -> bool:
        """Say whether the disk can take another submission; asked before a journey begins."""

    def receipt(self, tracking_code: str) -> Receipt | None:
        """Return the plain receipt of a submission, to print it again."""


class PrinterState(StrEnum):
    """What the printer is able to do, as words on the screen follow it."""

    NONE = "none"  # no printer is configured
    READY = "ready"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"  # not reached
    UNCERTAIN = "uncertain"  # the line broke during a job: it may have printed, and is not sent again by itself


class Printer(Protocol):
    """A device that prints receipts. Blocks; call it off the GUI thread."""

    def state(self) -> PrinterState:
        """Ask the device. Never raises."""

    def print(self, receipt: Receipt) -> None:
        """Print and return once the device has taken it all. Raises PrinterError."""


@dataclass(frozen=True)
class Tracking:
    """Progress as the hub tells it to anybody who holds the code."""

    tracking_code: str
    status: str
    at: datetime
    received_at: datetime
    journey: str = ""
    note: str = ""
    due: date | None = None
    state: Literal["received", "complete", "refused"] = "received"  # refused: the hub cannot open what it has


class Hub(Protocol):
    """The hub as the core needs it. Blocks; call it off the GUI thread."""

    def track(self, tracking_code: str) -> Tracking | None:
        """Ask the hub about a code; None when it does not have it. Raises HubError when it cannot be asked."""


class Voice(Protocol):
    """Reads aloud. Returns at once; anything spoken before is cut off."""

    def available(self, language: str) -> bool:
        """Say whether a voice for the language and somewhere to play it exist."""

    def say(self, text: str, language: str) -> None:
        """Begin to speak."""

    def stop(self) -> None:
        """Fall silent at once."""


class Clock(Protocol):
    """The time, and whether it can be believed."""

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""

    def trusted(self) -> bool:
        """Say whether dates may be promised from it."""


@dataclass(frozen=True)
class Finding:
    """One check of `kiosk doctor`: what was looked at, whether it is well, what was found, and the remedy."""

    check: str
    ok: bool
    found: str
    remedy: str = ""
    details: dict[str, str] = field(default_factory=dict)
