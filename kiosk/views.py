"""What screens show, as plain data: made by the wiring from visit, journey and council, drawn by `screens`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from kiosk.answers.kind import Field, Keyboard, Option, SayAs
from kiosk.council_pack import Contact
from kiosk.evidence import ToBring
from kiosk.submission import AnswerValue


@dataclass(frozen=True)
class QuestionView:
    """One question, in the resident's words. `number` of `total` is counted along the path as answered so far."""

    journey_title: str
    number: int
    total: int
    ask: str
    field: Field
    hint: str = ""
    why: str = ""
    text: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    contacts: tuple[Contact, ...] = ()
    keyboard: Keyboard = ""
    draft: AnswerValue | None = None
    error: str = ""
    optional: bool = False
    max_length: int = 0
    not_sure: str = ""  # how to say that one cannot tell, beside what is typed; empty: no such way
    error_at: str = ""  # which of several things that are typed is wrong, such as "day" or "from.year"
    picture: Path | None = None  # a drawing (SVG) beside the question, for easy read


@dataclass(frozen=True)
class PageView:
    """A page without a question: a notice or an ending. `ways` are (id, label) of its alternatives."""

    journey_title: str
    heading: str
    text: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    urgent: bool = False
    picture: Path | None = None  # a drawing (SVG) beside the heading, for easy read


@dataclass(frozen=True)
class Row:
    """One line of the check page."""

    page_id: str
    label: str
    shown: str
    say_as: SayAs = "text"


Paper = Literal["none", "printing", "printed", "held", "failed", "uncertain"]
"""What the printer said of the receipt: `held` waits for paper or a cover, `uncertain` may be on the paper or not."""


@dataclass(frozen=True)
class NudgeView:
    """Something that may help as well, in a sentence, and the journey it leads to: (way, title)."""

    text: str
    way: str
    label: str


@dataclass(frozen=True)
class PartView:
    """One of several things that were sent at once: what it is, its code, and what happens next with it."""

    title: str  # empty for a sensitive journey
    tracking_code: str
    next_text: str
    after: str
    bring: ToBring = field(default_factory=ToBring)


@dataclass(frozen=True)
class ConfirmationView:
    """What is true of a submission now. Built again whenever the hub or the printer says something new."""

    tracking_code: str
    noun: str  # "report", as in "The council has your report"
    at_the_council: bool
    next_text: str
    after: str
    address: str  # of the tracking page; empty: no square
    paper: Paper
    contact: Contact
    sensitive: bool = False
    bring: ToBring = field(default_factory=ToBring)
    nudge: NudgeView | None = None
    parts: tuple[PartView, ...] = ()  # of a life event: all that was sent; else empty


@dataclass(frozen=True)
class SavedView:
    """A visit that was saved just now. `last_day` is None where the clock cannot be believed."""

    code: str
    last_day: date | None
    paper: Paper


@dataclass(frozen=True)
class ProgressView:
    """Where a submission stands, in facts; the screen has the words. `status` is empty before the council has it."""

    tracking_code: str
    title: str  # empty for a sensitive journey
    status: Literal["", "received", "in_progress", "waiting_for_you", "closed", "refused"]
    here_only: bool  # stored on this kiosk, the council does not have it yet
    quarantined: bool
    sent_at: datetime | None  # in the council's local time
    at: datetime | None
    note: str
    due: date | None
    asked_the_hub: bool  # False: the answer comes from this kiosk alone, and may be old
    contact: Contact
    can_correct: bool = False
    can_withdraw: bool = False
