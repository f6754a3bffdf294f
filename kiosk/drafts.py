"""A visit that is not finished, as sealed bytes that only its come-back code opens, and the way back (R21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import msgspec
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from kiosk.comeback_code import ComeBackKeys
from kiosk.council_pack import CouncilPack
from kiosk.errors import KioskError
from kiosk.journey_pages import Page
from kiosk.open_days import standing_of
from kiosk.submission import AnswerValue
from kiosk.visit import Visit

_BLOCK = 1024
"""Sealed drafts have whole blocks of this size, so that their length says little of what is in them."""


class DraftError(KioskError):
    """A draft that cannot be gone on with. `reason`: its bytes are damaged, or nobody here takes this journey."""

    def __init__(self, reason: Literal["damaged", "not-here"]) -> None:
        super().__init__(reason)
        self.reason = reason


class SavedVisit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All that is kept of a visit. The page to go on at follows from the answers."""

    council: str
    journey: str
    version: int
    language: str
    answers: dict[str, AnswerValue]
    languages: dict[str, str] = {}  # by page, where it was answered in another language


@dataclass(frozen=True)
class Resumed:
    """A visit to go on with. `asked_again`: some answers do not fit any more, and their questions come again."""

    visit: Visit
    language: str
    asked_again: bool


def seal_visit(visit: Visit, language: str, keys: ComeBackKeys) -> bytes:
    """Return the visit's sealed bytes."""
    journey = visit.journey
    given = visit.valid_answers()
    others = {page: code for page, code in visit.languages.items() if code != language and page in given}
    saved = SavedVisit(visit.pack.council.id, journey.id, journey.version, language, given, others)
    return SecretBox(keys.seal).encrypt(sodium_pad(msgspec.json.encode(saved), _BLOCK))


def open_visit(sealed: bytes, keys: ComeBackKeys) -> SavedVisit:
    """Return what was saved. Raises DraftError `damaged`: other bytes than the code's holder sealed open nothing."""
    try:
        plain = sodium_unpad(SecretBox(keys.seal).decrypt(sealed), _BLOCK)
        return msgspec.json.decode(plain, type=SavedVisit)
    except (CryptoError, ValueError, msgspec.MsgspecError):
        # No cause is kept: a decoder's words could hold what it read.
        raise DraftError("damaged") from None


def resume(saved: SavedVisit, pack: CouncilPack, now: datetime, *, clock_trusted: bool) -> Resumed:
    """Return the visit with every answer that still fits. `now` is the council's local time.

    Of a journey that is not open any more it holds the ending that says so. Raises DraftError `not-here`: another
    council's, or a journey that is not there any more.
    """
    journey = pack.journeys.get(saved.journey)
    if journey is None or saved.council != pack.council.id:
        raise DraftError("not-here")
    questions = {page.id: page for page in journey.questions}
    known = {page_id: value for page_id, value in saved.answers.items() if page_id in questions}
    standing = standing_of(journey, now.date() if clock_trusted else None)
    visit = Visit(pack, journey, now, clock_trusted=clock_trusted, answers=known, standing=standing)
    if standing != "open":
        return Resumed(visit, saved.language, asked_again=False)
    fitting = visit.valid_answers()
    languages = {page: saved.languages.get(page, saved.language) for page in fitting}
    visit = replace(visit, answers=fitting, carried=visit.all_carried(), languages=languages)
    return Resumed(visit, saved.language, asked_again=len(fitting) < len(saved.answers))


def page_to_go_on_at(visit: Visit) -> Page | None:
    """Return the first page without an answer, or a notice right before it; None for the check page."""
    stop = visit.ending or visit.first_unanswered
    if stop is None:
        return None
    before = visit.page_before(stop.id)
    while before is not None and before.kind == "notice":
        stop, before = before, visit.page_before(before.id)
    return stop
