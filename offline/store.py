"""The durable queue as the core sees it (`kiosk.protocols.Store`). What sync needs is in `offline.outbox`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.apart import day_of
from kiosk.clock import SystemClock
from kiosk.errors import NotStoredError
from kiosk.protocols import Clock, NotStored, State, Stored
from offline import attachments, drafts, events, former_names, identity, print_jobs, wire
from offline.apart import leaves_at
from offline.attachments import Chunks
from offline.codes_given import CodesGiven
from offline.content.memory import ContentMemory
from offline.database import Database, StorageError
from offline.drafts import Drafts
from offline.high_water import Promise
from offline.identity import Identity
from offline.outbox import Outbox
from offline.outcomes import Trouble
from offline.print_jobs import PrintJobs
from offline.reserve import Reserve
from offline.stored import add_row, stored
from offline.wire.keys import check_ids

if TYPE_CHECKING:
    from datetime import timedelta
    from types import TracebackType

    from nacl.signing import SigningKey

    from kiosk.receipt import Receipt
    from kiosk.submission import Prepared
    from offline.carried_receipts import CarriedReceipts
    from offline.hand_carry import Carrying
    from offline.mishaps import Mishaps
    from offline.retention import Retention
    from offline.searched_words import SearchedWords
    from offline.usage import UsageTotals

_log = logging.getLogger(__name__)
_Sealed = tuple["Prepared", bytes]  # a submission, and its envelope


class Store:
    """Keeps submissions sealed until the council has them. Threads may share it; close it at the end.

    `outbox` and `chunks` are the sync's view, `print_jobs` the printer's, `usage` the totals of use, `drafts` saved
    visits, `content` what is known of the council's content, `codes_given` codes that nothing is stored under yet.
    Every method may raise StorageError.
    """

    def __init__(self, database: Database, reserve: Reserve, clock: Clock) -> None:
        self._database = database
        self._reserve = reserve
        self._clock = clock
        self.codes_given = CodesGiven(self._used)
        self.outbox = Outbox(database, clock.now)
        self.chunks = Chunks(database)
        self.print_jobs = PrintJobs(database, clock.now)
        self.drafts = Drafts(database, reserve, clock)
        self.content = ContentMemory(database, clock.now)
        if not database.read_only:
            self._tidy_after_a_crash()

    # What no store needs at its start is imported when it is first asked for: the first paint waits for the start.

    @cached_property
    def hand_carry(self) -> Carrying:
        """What goes to the hub on a memory stick."""
        from offline.hand_carry import Carrying

        return Carrying(self._database)

    @cached_property
    def usage(self) -> UsageTotals:
        """The totals of use."""
        from offline.usage import UsageTotals

        return UsageTotals(self._database)

    @cached_property
    def searched_words(self) -> SearchedWords:
        """What was searched for and not found."""
        from offline.searched_words import SearchedWords

        return SearchedWords(self._database)

    @classmethod
    def open(cls, home: Path, *, read_only: bool = False, clock: Clock | None = None, program: str = "kiosk") -> Store:
        """Open the queue in KIOSK_HOME, checked. Only one program may write; reading needs no turn.

        Raises AlreadyRunningError (naming the other program), StorageError.
        """
        clock = clock or SystemClock()
        database = Database.open(home, read_only=read_only, program=program, now=clock.now)
        try:
            return cls(database, Reserve(home), clock)
        except BaseException:
            database.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of the right to write."""
        self._database.close()

    def identity(self) -> Identity | None:
        """Return which kiosk this is, or None before enrolment."""
        return identity.load(self._database)

    def sign_all_of(self, kiosk: str, device: SigningKey | None) -> None:
        """Sign all that is held of a name that is about to be given up, with its key; None where that is lost."""
        with self._database.transaction() as connection:
            former_names.sign(connection, kiosk, device)

    def enrol(self, identity_: Identity, epoch: str, *, same_hub: bool = False) -> None:
        """Keep what an enrolment gave, in one transaction (see `offline.enrolment`).

        `same_hub`: with a new key or name; what that hub lost when it was restored is still sent again, or carried.
        """
        with self._database.transaction() as connection:
            identity.save(connection, identity_)
            if same_hub:
                former_names.take_back(connection, identity_.kiosk)
            else:
                former_names.forget(connection)
            self.outbox.join(connection, self.outbox.line().epoch if same_hub else epoch)
            events.record(connection, self._clock.now(), events.Kind.ENROLLED, detail=identity_.kiosk)
        identity.keep_copy(self._database.home, identity_)

    def learn_keys(self, former: wire.PublicKeys, new: wire.PublicKeys) -> None:
        """Keep keys of the hub that the `former` ones vouch for; nothing happens where others are known by now."""
        with self._database.transaction() as connection:
            learnt = identity.learn_keys(connection, former, new)
            if learnt is not None:
                detail = new.sealing_id if new.sealing_id != former.sealing_id else new.receipt_id
                events.record(connection, self._clock.now(), events.Kind.NEW_KEYS, detail=detail)
        if learnt is not None:
            identity.keep_copy(self._database.home, learnt)

    def open_for_journeys(self) -> bool:
        """Say whether a visit may begin: its hub has not revoked this kiosk, and there is room (the reserve is held).

        Who stands at a revoked kiosk must not be promised anything: it may be a stolen one.
        """
        return not self._revoked() and self.room_for_a_journey()

    def new_code(self) -> str:
        """Return a code that this kiosk never issued and hands out only once. Raises NotStoredError."""
        try:
            known = self.identity()
            if known is None:
                raise _not_enrolled()
            return self.codes_given.new(known.prefix)
        except StorageError as error:
            raise NotStoredError(NotStored.STORAGE, str(error)) from error

    def put(self, prepared: Prepared) -> None:
        """Seal it and store envelope, files, code, print job and event in one transaction; durable when this returns.

        The saved visit that it came from ends in the same transaction.

        The high-water mark follows, before anybody sees the code.

        Raises ValueError where the header names other files than those given, and NotStoredError; then nothing of it
        is kept: `no-sealing-key`, `disk-full` (the reserve did not help either), `storage` (also for a code or an id
        that is taken).
        """
        self.put_together([prepared])

    def put_together(self, together: Sequence[Prepared]) -> None:
        """Store several as `put` stores one, all in one transaction: either all of them are durable or none is there.

        Raises what `put` raises.
        """
        for prepared in together:
            if prepared.header.attachments != [attachment.sealed for attachment in prepared.attachments]:
                raise ValueError("the header names other attachments than those that are to be stored")
        sealed: list[_Sealed] = []
        try:
            sealed += [(prepared, self._sealed(prepared)) for prepared in together]
            try:
                self._insert(sealed)
            except StorageError as error:
                if not (error.full and self._reserve.release()):
                    raise
                self._insert(sealed, reserve_used=True)
        except StorageError as error:
            if not (sealed and error.doubtful and self._kept_after_all(sealed)):
                reason = NotStored.DISK_FULL if error.full else NotStored.STORAGE
                raise NotStoredError(reason, str(error)) from error
        finally:
            self.codes_given.settle(prepared.header.tracking_code for prepared in together)
        self._move_mark(sealed)

    def find(self, code: str) -> Stored | None:
        """Return what is known of a code in its one written form, or None."""
        row = self._database.one("SELECT * FROM submissions WHERE tracking_code = ?", (code,))
        if row is None:
            return None
        history = self._database.all(
            "SELECT at, status FROM status_history WHERE id = ? ORDER BY at, seq", (row["id"],)
        )
        return stored(row, history)

    def receipt(self, code: str) -> Receipt | None:
        """Return the plain receipt of a submission, to print it again."""
        job = self.print_jobs.of(code)
        return None if job is None else job.receipt

    def room_for_a_journey(self) -> bool:
        """Take the disk reserve, or see that it is held: with it the visit that begins now can be stored."""
        try:
            self._database.mark.make_room()
        except OSError:
            return False
        return self._reserve.hold()

    def waiting(self) -> dict[str, int]:
        """Return why submissions wait after a try that failed, and how many for each reason."""
        rows = self._database.all(
            "SELECT reason, COUNT(*) AS n FROM submissions WHERE state = 'waiting' GROUP BY reason ORDER BY reason"
        )
        return {row["reason"]: int(row["n"]) for row in rows}

    def counts(self) -> dict[State, int]:
        """Return how many submissions stand in each state."""
        rows = self._database.all("SELECT state, COUNT(*) AS n FROM submissions GROUP BY state")
        found = {State(row["state"]): int(row["n"]) for row in rows}
        return {state: found.get(state, 0) for state in State}

    def retention(self, hold: timedelta) -> Retention:
        """Return what lets go of complete submissions, after `hold` at least."""
        from offline.retention import Retention

        return Retention(self._database, self._clock.now, hold)

    def carried_receipts(self, identity_: Identity) -> CarriedReceipts:
        """Return what takes the hub's receipts from a memory stick, for the kiosk that this is."""
        from offline.carried_receipts import CarriedReceipts

        return CarriedReceipts(self._database, self.outbox, identity_, self.learn_keys, self._clock.now)

    def check(self) -> None:
        """Read the whole file's structure. Raises StorageError where it is damaged."""
        self._database.check()

    def mishaps(self) -> Mishaps:
        """Return what happened to the queue's file that staff should know of."""
        from offline import mishaps

        return mishaps.look(self._database)

    def missing_seen(self, codes: Iterable[str], who: str) -> None:
        """Keep that `who` of the staff has seen to codes whose forms are lost."""
        from offline import missing

        with self._database.transaction() as connection:
            missing.see(connection, codes, who, self._clock.now())

    def _sealed(self, prepared: Prepared) -> bytes:
        known = self.identity()
        if known is None:
            raise _not_enrolled()
        if self._revoked():
            raise NotStoredError(NotStored.REVOKED, "the hub has revoked this kiosk and takes nothing from it any more")
        if prepared.header.kiosk != known.kiosk:
            raise NotStoredError(NotStored.NO_SEALING_KEY, "this visit began before the kiosk joined its present hub")
        try:
            check_ids(known.keys)
            return wire.seal(prepared.header, prepared.payload, known.keys.sealing)
        except wire.WireError as error:
            raise NotStoredError(NotStored.NO_SEALING_KEY, f"{error}. Enrol this kiosk again.") from error

    def _insert(self, sealed: Sequence[_Sealed], *, reserve_used: bool = False) -> None:
        now = self._clock.now()
        with self._database.transaction() as connection:
            for prepared, envelope in sealed:
                header = prepared.header
                at, leaves = (day_of(now), leaves_at(now)) if header.apart else (now, 0.0)
                connection.execute("INSERT INTO codes VALUES (?, ?)", (header.tracking_code, at.isoformat()))
                add_row(connection, header, envelope, leaves_at=leaves)
                attachments.add(connection, header.id, prepared.attachments)
                if not header.apart:
                    print_jobs.add(connection, header.id, prepared.receipt, now, wanted=prepared.paper)
                events.record(connection, at, events.Kind.STORED, header.id)
                if prepared.ends is not None:
                    drafts.end(connection, prepared.ends, now)
            if reserve_used:
                events.record(connection, now, events.Kind.RESERVE_USED)

    def _kept_after_all(self, sealed: Sequence[_Sealed]) -> bool:
        """Say whether the file, opened again and checked, holds these bytes, and keeps them through a power cut.

        A COMMIT can be durable and report an error all the same, and what fails is never simply tried again. The line
        in the trail is a write of its own: once the disk has taken it, no journal is left that could undo the first.
        """
        try:
            rows = [
                self._database.one("SELECT envelope FROM envelopes WHERE id = ?", (prepared.header.id,))
                for prepared, _ in sealed
            ]
            with self._database.transaction() as connection:
                events.record(connection, self._clock.now(), events.Kind.DISK_ERROR)
        except StorageError:
            return False
        kept = [None if row is None else bytes(row["envelope"]) for row in rows]
        return kept == [envelope for _, envelope in sealed]

    def _revoked(self) -> bool:
        return self.outbox.line().paused == Trouble.REVOKED

    def _move_mark(self, sealed: Sequence[_Sealed]) -> None:
        promises = [
            Promise(each.header.tracking_code, each.header.sent_at.date().isoformat(), wire.digest(envelope))
            for each, envelope in sealed
        ]
        try:
            self._database.mark.add(promises)
        except OSError:
            # The promise holds without it; no new journey begins until the mark can be written again.
            _log.warning("the high-water mark cannot be written")

    def _used(self, code: str) -> bool:
        return self._database.one("SELECT 1 FROM codes WHERE tracking_code = ?", (code,)) is not None

    def _tidy_after_a_crash(self) -> None:
        with self._database.transaction() as connection:
            now = self._clock.now()
            unfinished = self.outbox.after_a_crash(connection) + print_jobs.after_a_crash(connection, now)
            if unfinished:
                events.record(connection, now, events.Kind.CAME_BACK, detail=str(unfinished))


def _not_enrolled() -> NotStoredError:
    return NotStoredError(NotStored.NO_SEALING_KEY, "this kiosk has not joined a hub yet: run `kiosk enrol`")
