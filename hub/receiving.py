"""Takes in what kiosks send: once for ever, committed before anything is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import BindParameter, CompoundSelect, Connection, Row, bindparam, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from hub import attachments, audit, history
from hub.casework import UnknownCodeError
from hub.database import Database, epoch
from hub.envelope_check import RefusedError, checked
from hub.key_ring import KeyRing
from hub.kiosks import EnrolledKiosk
from hub.tables import arriving, conflict, submission
from kiosk.apart import day_of
from kiosk.submission import Header
from offline.wire import Envelope, Result, SignedEnvelope, digest, read_envelope
from offline.wire.attachments import ChunkKept, Missing


@dataclass(frozen=True)
class Taken:
    """What became of one item: the word for the kiosk, whether it is new, and why it was refused."""

    result: Result
    new: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Intake:
    """What became of all items of one request, and the epoch it happened in."""

    epoch: str
    taken: list[Taken]


_Known = Row[str, str, str, str, datetime]


def _find() -> CompoundSelect[str, str, str, str, datetime]:
    here, coming = submission.c, arriving.c
    sought: BindParameter[str] = bindparam("sought")
    code: BindParameter[str] = bindparam("code")
    stored = select(here.id, here.digest, here.state, here.reason, here.received_at)
    on_its_way = select(coming.id, coming.digest, literal("incomplete"), literal(""), coming.began_at)
    return stored.where(or_(here.id == sought, here.tracking_code == code)).union_all(
        on_its_way.where(or_(coming.id == sought, coming.tracking_code == code))
    )


# Made once: a kiosk's queue comes in by the thousand, and making a statement costs more than running it.
_FIND = _find()
_INSERT = submission.insert()


class Receiving:
    """The way in. `arrived` is called after the commit when something new came."""

    def __init__(
        self, database: Database, ring: KeyRing, now: Callable[[], datetime], arrived: Callable[[], None]
    ) -> None:
        self._database = database
        self._ring = ring
        self._now = now
        self._arrived = arrived

    def take(self, sender: EnrolledKiosk, items: Sequence[SignedEnvelope], expected_id: str = "") -> Intake:
        """Store what is new in one transaction, and say for each item how it stands. A bad item stops no other."""
        with self._database.writing() as connection:
            taken = [self._take(connection, sender, item, expected_id) for item in items]
            current = epoch(connection)
        if any(item.new for item in taken):
            self._arrived()
        return Intake(current, taken)

    def take_chunk(self, sender: EnrolledKiosk, identity: str, attachment: str, number: int, chunk: bytes) -> ChunkKept:
        """Store one chunk of a file; with the last one its submission is received. Raises RefusedError.

        `unknown` where the hub has no such envelope of this kiosk, or has no longer: it was restored from a backup.
        """
        complete = False
        with self._database.writing() as connection:
            found = attachments.envelope_of(connection, sender.name, identity)
            if found is not None:
                envelope, item = read_envelope(found.envelope), SignedEnvelope(found.envelope, found.signature)
                new = attachments.keep(connection, envelope.header, attachment, number, chunk)
                complete = new and not attachments.missing(connection, envelope.header)
                if complete and found.state == "incomplete":
                    self._complete(connection, envelope, item)
                elif complete:
                    self._verify_again(connection, envelope.header)
            current = epoch(connection)
        if complete:
            self._arrived()
        state: Literal["kept", "unknown"] = "kept" if found is not None else "unknown"
        return ChunkKept(current, identity, attachment, number, digest(chunk), state)

    def take_without_files(self, tracking_code: str, who: str) -> None:
        """Take in what is on its way as it is, because its kiosk may never come back. Raises UnknownCodeError.

        It is opened as any other; should the kiosk come back, its files are taken still.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(arriving).where(arriving.c.tracking_code == tracking_code)).one_or_none()
            if row is None:
                raise UnknownCodeError(f"No submission {tracking_code} is on its way: see `hub submissions`.")
            audit.record(connection, self._now(), who, "accepted", row.id)
            self._complete(connection, read_envelope(row.envelope), SignedEnvelope(row.envelope, row.signature))
            taken = update(submission).where(submission.c.id == row.id)
            connection.execute(taken.values(reason=attachments.WITHOUT_FILES))
        self._arrived()

    def _take(self, connection: Connection, sender: EnrolledKiosk, item: SignedEnvelope, expected_id: str) -> Taken:
        try:
            envelope = checked(item.envelope, item.signature, sender, self._ring.now().openers().keys(), expected_id)
            return self._store(connection, envelope, item)
        except RefusedError as refusal:
            result = Result(refusal.submission, digest(item.envelope), "refused", refusal.reason)
            return Taken(result, detail=str(refusal))

    def _store(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Taken:
        known = _known(connection, envelope)
        if known is None:
            try:
                with connection.begin_nested():
                    return self._begin(connection, envelope, item)
            except IntegrityError:  # the same submission came by another way in the same moment
                known = _known(connection, envelope)
                if known is None:
                    raise
        if known.id == envelope.header.id and known.digest == digest(item.envelope):
            return self._standing(connection, envelope, item, known)
        self._keep_conflict(connection, envelope, item)
        what = "id" if known.id == envelope.header.id else "tracking code"
        raise RefusedError("conflict", f"Other bytes came under this {what} before. Both are kept.", envelope.header.id)

    def _begin(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Taken:
        lacking = attachments.missing(connection, envelope.header)
        if not lacking:
            return Taken(self._insert(connection, envelope, item), new=True)
        attachments.expect(connection, envelope, item, self._now())
        return Taken(_incomplete(envelope, item, lacking))

    def _standing(self, connection: Connection, envelope: Envelope, item: SignedEnvelope, known: _Known) -> Taken:
        """Say how a submission stands whose envelope came before."""
        lacking = attachments.missing(connection, envelope.header)
        if lacking:
            return Taken(_incomplete(envelope, item, lacking))
        if known.state == "incomplete":
            return Taken(self._complete(connection, envelope, item), new=True)
        return Taken(Result(known.id, known.digest, known.state, known.reason, known.received_at))

    def _complete(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Result:
        attachments.arrived(connection, envelope.header.id)
        return self._insert(connection, envelope, item)

    def _verify_again(self, connection: Connection, header: Header) -> None:
        """Let the opener look once more at what it refused for want of chunks: a backup may have been without them."""
        row, now = submission.c, self._now()
        settled = connection.execute(
            update(submission)
            .where(row.id == header.id, row.state == "refused", row.reason == "attachment")
            .values(state="received", reason="")
            .returning(row.status, row.public_note)
        ).one_or_none()
        if settled is not None:
            change = history.Change(
                header.id, header.kiosk, now, "hub", "received", settled.status, settled.public_note
            )
            history.add(connection, change)

    def _insert(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Result:
        header = envelope.header
        now = day_of(self._now()) if header.apart else self._now()
        values = {
            "id": header.id,
            "tracking_code": header.tracking_code,
            "kiosk": header.kiosk,
            "journey": header.journey,
            "journey_version": header.journey_version,
            "channel": header.channel,
            "language": header.language,
            "sent_at": header.sent_at,
            "clock_trusted": header.clock_trusted,
            "digest": digest(item.envelope),
            "envelope": item.envelope,
            "signature": item.signature,
            "received_at": now,
            "state": "received",
            "reason": "",
            "status": "received",
            "status_at": now,
            "public_note": "",
            "title": "",
            "titles": {},
            "apart": header.apart,
        }
        connection.execute(_INSERT, values)
        history.add(connection, history.Change(header.id, header.kiosk, now, "hub", "received", "received"))
        return Result(header.id, digest(item.envelope), "received", received_at=now)

    def _keep_conflict(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> None:
        key = {"submission": envelope.header.id, "digest": digest(item.envelope)}
        if connection.execute(select(conflict.c.number).filter_by(**key)).first() is not None:
            return
        connection.execute(
            conflict.insert().values(
                tracking_code=envelope.header.tracking_code,
                kiosk=envelope.header.kiosk,
                envelope=item.envelope,
                signature=item.signature,
                received_at=self._now(),
                **key,
            )
        )


def _incomplete(envelope: Envelope, item: SignedEnvelope, lacking: list[Missing]) -> Result:
    return Result(envelope.header.id, digest(item.envelope), "incomplete", missing=lacking)


def _known(connection: Connection, envelope: Envelope) -> _Known | None:
    """Return the submission with this id, or else with this tracking code: stored, or on its way (`incomplete`)."""
    header = envelope.header
    rows = connection.execute(_FIND, {"sought": header.id, "code": header.tracking_code}).all()
    return next((row for row in rows if row.id == header.id), rows[0] if rows else None)
