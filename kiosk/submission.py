"""What is sent: the payload that only the hub can open, and what stands in clear beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import msgspec

from kiosk.attachments import Attachment, EnclosedFile, SealedFile

Channel = Literal["self", "assisted", "mediated"]

SimpleAnswer = str | bool | Sequence[str] | Mapping[str, str]
"""A tidy answer to one question: text, choice, number, date (ISO) → str · choices → list of str ·
address → {"uprn"} or {"line1", "line2", "town", "postcode"} or {"street", "usrn"}.
"""

Record = Mapping[str, SimpleAnswer]
"""What was answered for one of several, such as one person of a household: answers by the ids of their pages."""

AnswerValue = str | bool | Sequence[str | Record] | Record
"""Any tidy answer as stored, sent and read by people's scripts, JSON only: a simple one, or a list of records."""


def fields_of(value: AnswerValue | None) -> dict[str, str]:
    """Return the texts of an answer in several fields, such as an address; empty for any other answer."""
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, Mapping) else {}


def ids_of(value: AnswerValue | None) -> list[str]:
    """Return the ids of an answer that chooses several; empty for any other answer."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What stands in clear beside a sealed submission, and nothing else (design: *Sealed at once*).

    Defaults are left out of the JSON: a hub that knows no attachments reads every envelope that has none.
    """

    id: str
    tracking_code: str
    kiosk: str
    journey: str
    journey_version: int
    channel: Channel
    language: str
    sent_at: datetime  # UTC, the moment of Send: the application's date
    clock_trusted: bool
    attachments: list[SealedFile] = []
    apart: bool = False  # equality monitoring: only the day is told, and nobody sees the code (`kiosk.apart`)


class AnsweredQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer with the words it was asked and answered in, so that a case worker needs no journey file.

    `language` is told where it is another than the header's: somebody who changes language does so for a reason.
    """

    question: str  # the page's id
    asked: str
    answer: AnswerValue
    shown: str
    language: str = ""  # the code of the language it was answered in


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a submission does with one that was sent before: the tracking code, and the pages whose answers prove it."""

    act: Literal["withdraw", "correct"]
    tracking_code: str
    proof: list[str]


class Referred(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Help from a partner that a resident agreed to, and the questions whose answers the partner may be told."""

    id: str
    partner: str
    shares: list[str]


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is sealed. Repeats the header, so that the hub can prove that nobody swapped one."""

    header: Header
    title: str
    answers: list[AnsweredQuestion]
    contact_type: str
    service: int
    interaction: int
    for_whom: Literal["self", "child", "someone-else", "business"] = "self"  # R25
    ward: str = ""
    uprn: str = ""
    responsible: str = ""  # id of the responsible body, empty for the council itself (R28)
    routing: str = ""
    urgent: bool = False
    sensitive: bool = False
    safe_to_contact: Literal["", "yes", "no"] = (
        ""  # asked by sensitive journeys; anything but yes: nobody writes or calls
    )
    working_days: int | None = None  # the service standard promised
    working_day_calendar: str = "ENG"
    council_closed: list[date] = []
    retention_days: int = 365
    offers: list[str] = []  # offers that the resident accepted, e.g. a complaint as well
    evidence: list[str] = []  # ids of the papers that the resident was asked to bring
    referrals: list[Referred] = []  # with consent only
    earlier: Earlier | None = None
    titles: dict[str, str] = {}  # the title in each of the council's languages, by code
    attachments: list[EnclosedFile] = []  # one for each of the header's, in the same order
    event: str = ""  # id of the life event that it is a part of (R3)
    together: list[str] = []  # tracking codes of the other parts, which were sent at once
    identity_wanted: Literal["none", "contact", "verified"] = "none"  # what must be known of who sends it (R7)
    identity_known: Literal["none", "contact", "verified"] = "none"  # what the kiosk made sure of


@dataclass(frozen=True)
class EndedDraft:
    """A saved visit that a submission ends: its locator, and the token that ends it, which `proof` is the hash of."""

    locator: str
    proof: str = field(repr=False)
    token: bytes = field(repr=False)


class Prepared(msgspec.Struct, frozen=True):
    """A submission ready for the store, which seals and keeps it in one transaction.

    `ends`: the saved visit that it came from, which opens nothing from then on.
    """

    header: Header
    payload: bytes  # Payload as JSON
    receipt: bytes  # kiosk.receipt lines as JSON, without anything personal
    attachments: tuple[Attachment, ...] = ()  # those that the header names, in the same order
    ends: EndedDraft | None = None
    paper: bool = True  # whether the receipt waits for the printer; it can be printed later in any case


def encode_payload(payload: Payload) -> bytes:
    """Return the payload as JSON bytes."""
    return msgspec.json.encode(payload)


def decode_payload(data: bytes) -> Payload:
    """Return the payload read from JSON. Raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Payload)
