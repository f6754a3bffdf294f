"""Corrections and withdrawals: a new submission that names an earlier one, and one detail that shows whose it is.

Both stay as they were sent. What follows is written into the history of both cases.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from hub import history
from hub.database import Database
from hub.tables import earlier_link, submission
from kiosk.answers.postcode import tidy_postcode
from kiosk.errors import AnswerError, ConfigError, KioskError
from kiosk.language import Language, load_language, marked
from kiosk.submission import AnsweredQuestion, Payload
from kiosk.tracking_code import read

TAKEN_BACK = marked("Taken back, as you asked.")
STOPPED = marked("We stopped the work on what you sent.")
READ_AS_WELL = marked("It fits what you sent. Whoever works on that reads this as well.")
DOES_NOT_FIT = marked(
    "What you told us does not fit what was sent with that code. Please ask at the desk, or send us a text."
)
TOO_LATE = marked("That was finished already, so there is nothing to take back.")

_log = logging.getLogger("hub.earlier")
_OVER = frozenset({"closed", "refused"})
_SHORTEST_PROOF = 3  # letters and digits
_SHORTEST_NUMBER = 6
_PLACE_FIELDS = frozenset({"uprn", "usrn", "line1", "town", "postcode", "name", "care_of"})
_MOST_GUESSES = 5
"""So many details that do not fit may be told about one code; then staff read whatever names it, and nobody else."""


class Earlier:
    """Carries out what a verified submission says about an earlier one. `open_payload` opens that one's seal."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], open_payload: Callable[[Row[Any]], Payload]
    ) -> None:
        self._database = database
        self._now = now
        self._open = open_payload

    def note(self, connection: Connection, row: Row[Any], payload: Payload) -> None:
        """Keep what a verified submission says about an earlier one, inside the caller's transaction."""
        told = payload.earlier
        if told is None or not _is_a_code(told.tracking_code):
            return
        link = {"act": told.act, "tracking_code": told.tracking_code, "outcome": "waiting", "at": self._now()}
        connection.execute(earlier_link.insert().values(submission=row.id, **link))

    def carry_out(self) -> None:
        """Act on every link whose two submissions are here and verified; the others wait for theirs."""
        old = submission.alias("old")
        ready = (
            select(earlier_link.c.submission)
            .join(old, old.c.tracking_code == earlier_link.c.tracking_code)
            .where(earlier_link.c.outcome == "waiting", old.c.state == "complete")
        )
        with self._database.reading() as connection:
            links = list(connection.scalars(ready))
        for link in links:
            with self._database.writing() as connection:
                self._act(connection, link)

    def _act(self, connection: Connection, link_id: str) -> None:
        link = connection.execute(select(earlier_link).where(earlier_link.c.submission == link_id)).one()
        new = _by(connection, submission.c.id == link.submission)
        old = _by(connection, submission.c.tracking_code == link.tracking_code)
        if new is None or old is None:
            return
        outcome = self._judged(connection, link, new, old)
        waiting = (earlier_link.c.submission == link_id) & (earlier_link.c.outcome == "waiting")
        changed = connection.execute(update(earlier_link).where(waiting).values(outcome=outcome, at=self._now()))
        if changed.rowcount == 0:
            return  # another process was quicker
        self._tell(connection, link.act, outcome, new, old)

    def _judged(self, connection: Connection, link: Row[Any], new: Row[Any], old: Row[Any]) -> str:
        if self._guessed_too_often(connection, link.tracking_code):
            return "left-to-staff"
        try:
            fits = proved(self._open(new), self._open(old))
        except KioskError as error:  # a key is missing: staff read both, nothing is changed by itself
            _log.warning("submission %s: what it says of another was left to staff: %s", new.id, type(error).__name__)
            return "left-to-staff"
        if not fits:
            return "does-not-fit"
        return "too-late" if link.act == "withdraw" and old.status in _OVER else "done"

    @staticmethod
    def _guessed_too_often(connection: Connection, tracking_code: str) -> bool:
        """Say whether somebody tried one detail after another: a receipt that was found must never be enough."""
        wrong = (
            select(func.count())
            .select_from(earlier_link)
            .filter_by(tracking_code=tracking_code, outcome="does-not-fit")
        )
        return (connection.scalar(wrong) or 0) >= _MOST_GUESSES

    def _tell(self, connection: Connection, act: str, outcome: str, new: Row[Any], old: Row[Any]) -> None:
        said = _language(new.language).translate
        if outcome == "left-to-staff":
            self._mention(connection, old, f"{new.tracking_code} is about this one. Read both.")
        elif outcome == "does-not-fit":
            self._move(connection, new, "refused", said(DOES_NOT_FIT))
            self._mention(connection, old, f"{new.tracking_code} is about this one, but its detail does not fit.")
        elif outcome == "too-late":
            self._move(connection, new, "closed", said(TOO_LATE))
        elif act == "withdraw":
            self._move(connection, old, "closed", _language(old.language).translate(TAKEN_BACK))
            self._mention(connection, old, f"Taken back with {new.tracking_code}.")
            self._move(connection, new, "closed", said(STOPPED))
        else:
            self._move(connection, new, "in_progress", said(READ_AS_WELL))
            self._mention(connection, old, f"Corrected or added to: read {new.tracking_code} as well.")

    def _move(self, connection: Connection, row: Row[Any], status: str, note: str) -> None:
        now = self._now()
        connection.execute(
            update(submission).where(submission.c.id == row.id).values(status=status, status_at=now, public_note=note)
        )
        change = history.Change(row.id, row.kiosk, now, _WHO, row.state, status, note, due=row.due)
        history.add(connection, change)

    def _mention(self, connection: Connection, row: Row[Any], note: str) -> None:
        """Write a note for staff; the resident's words stay as they are."""
        now = _by(connection, submission.c.id == row.id)
        if now is not None:
            change = history.Change(
                now.id, now.kiosk, self._now(), _WHO, now.state, now.status, now.public_note, note, now.due
            )
            history.add(connection, change)


_WHO = "hub: earlier submission"


def proved(new: Payload, old: Payload) -> bool:
    """Say whether one detail of the new submission is a detail that was typed into the old one."""
    if new.earlier is None:
        return False
    given = {answered.question: answered for answered in new.answers}
    proofs = {_bare(given[page].shown) for page in new.earlier.proof if page in given}
    typed = {_bare(detail) for answered in old.answers for detail in _typed(answered)}
    return any(len(proof) >= _SHORTEST_PROOF and proof in typed for proof in proofs)


def _typed(answered: AnsweredQuestion) -> Iterator[str]:
    """Yield what of an answer only the person who gave it is likely to know; never a choice from a list."""
    if isinstance(answered.answer, dict) and not set(answered.answer) <= _PLACE_FIELDS:
        return  # a bank account, a signature, money: nothing that shows who somebody is
    if isinstance(answered.answer, dict):
        yield answered.shown.split(",", maxsplit=1)[0]
        yield re.sub(r"^\d+\w*\s+", "", answered.shown.split(",", maxsplit=1)[0])  # the street without its number
        yield _postcode_in(answered.shown)
    elif answered.answer == answered.shown and not _is_a_small_number(answered.shown):
        yield answered.shown


def _is_a_small_number(text: str) -> bool:
    """Say whether a text is a number that is soon guessed, such as how many live somewhere."""
    return text.isdigit() and len(text) < _SHORTEST_NUMBER


def _postcode_in(shown: str) -> str:
    try:
        return tidy_postcode(" ".join(shown.split()[-2:]))
    except AnswerError:
        return ""


def _bare(text: str) -> str:
    """Return letters and digits alone, so that spaces, capitals and signs make no difference."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _is_a_code(text: str) -> bool:
    """Say whether it is a tracking code in its one written form: what was sealed is not checked before it is opened."""
    try:
        return read(text) == text
    except AnswerError:
        return False


def _by(connection: Connection, condition: Any) -> Row[Any] | None:
    return connection.execute(select(submission).where(condition)).one_or_none()


def _language(code: str) -> Language:
    try:
        return load_language(code)
    except ConfigError:
        return Language()
