"""Takes the hub's receipts from a memory stick, believed as strictly as those that come by network (fault 14)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.durable_file import read_bounded
from kiosk.printable import printable
from kiosk.protocols import State
from offline import former_names, hub_time, wire
from offline.database import Database
from offline.hand_carry import HandCarryError, NoStickError
from offline.identity import Identity
from offline.outbox import Outbox, Verdict
from offline.outcomes import Trouble
from offline.states import UNSENT
from offline.stick_folders import folders_of
from offline.wire import hand_carry as stick
from offline.wire.keys import KeyChain, follow, read_link

Learn = Callable[[wire.PublicKeys, wire.PublicKeys], None]
"""Keeps keys of the hub that the former ones vouch for: (former, new)."""
FOREIGN = "foreign-receipts"
UNREADABLE = "unreadable"
OUTDATED = "outdated-receipts"


class _NotBelievedError(Exception):
    """A file of receipts that changes nothing, and a code for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Imported:
    """What the receipts on a stick did. `rejected` pairs a file's name with a code for why it was not believed."""

    received: int = 0
    complete: int = 0
    refused: int = 0
    alerts: int = 0  # single results, in files that are the hub's, that do not fit what is here
    rejected: list[tuple[str, str]] = field(default_factory=list)


class CarriedReceipts:
    """Marks what the hub's receipts say, and nothing else."""

    def __init__(
        self, database: Database, outbox: Outbox, identity: Identity, learn: Learn, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._now = now
        self._identity = identity
        self._learn = learn

    def take(self, folder: Path) -> Imported:
        """Take over every receipt for this kiosk, in the order in which the hub gave them.

        Raises HandCarryError where there is none at all or no folder, and StorageError.
        """
        if not folder.is_dir():
            raise NoStickError(folder)
        files = list(self._files(folder))
        if not files:
            raise HandCarryError(
                f"{folder}: no receipts for this kiosk. Take the stick to the hub and run `hub import DIR` there first."
            )
        done = Imported()
        opened = []
        keys = self._keys(dict.fromkeys(file.parent for file in files))
        newest = 0
        for file in files:
            try:
                body, signed_by = self._opened(file, keys)
            except _NotBelievedError as error:
                done.rejected.append((printable(file.name), error.reason))
            else:
                opened.append((body.at, file.name, body))
                newest = max(newest, signed_by)
        if newest:
            self._learn(keys[0], keys[newest])
        for _, name, body in sorted(opened, key=lambda one: one[:2]):
            if self._in_force(body.epoch):
                self._apply(body, done)
            else:
                done.rejected.append((printable(name), OUTDATED))
        return done

    def _files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of receipts in this kiosk's folders on a stick, or in the one folder that is named."""
        prefix = self._identity.prefix
        places: list[Path] = []
        with suppress(OSError):
            places = [folder] if stick.folder_number(folder.name, prefix) else folders_of(folder, prefix)
        for place in places:
            with suppress(OSError):
                yield from sorted(path for path in place.iterdir() if path.suffix.lower() == stick.RECEIPTS)

    def _keys(self, places: Iterable[Path]) -> list[wire.PublicKeys]:
        """Return the hub's keys as this kiosk knows them, then those that the chains on the stick prove, in order."""
        known = [self._identity.keys]
        for place in places:
            with suppress(OSError, wire.WireError):
                chain = wire.decode(read_bounded(place / stick.KEY_CHAIN, stick.LARGEST_FILE), KeyChain)
                for link in chain.links:
                    if read_link(link).number > known[-1].receipt_number:
                        known.append(follow(known[-1], [link]))
        return known

    def _opened(self, file: Path, keys: Sequence[wire.PublicKeys]) -> tuple[stick.Receipts, int]:
        """Return what a file says, and which of `keys` signed it. Raises _NotBelievedError."""
        try:
            data = read_bounded(file, stick.LARGEST_FILE)
        except OSError:
            raise _NotBelievedError(UNREADABLE) from None
        try:
            name = wire.decode(data, wire.Reply).key_id
            place = next((at for at, one in enumerate(keys) if one.receipt_id == name), 0)
            body = wire.open_reply(data, stick.Receipts, keys[place].receipt)
        except wire.WireError:
            self._outbox.alert(Trouble.UNTRUSTED)
            raise _NotBelievedError(Trouble.UNTRUSTED) from None
        if body.kiosk not in former_names.names(self._database) | {self._identity.kiosk}:
            self._outbox.alert(FOREIGN)
            raise _NotBelievedError(FOREIGN)
        return body, place

    def _in_force(self, epoch: str) -> bool:
        """Say whether the hub still stands by what it signed: not where it was restored from a backup since.

        A new epoch is taken over, and everything that the hub may have lost waits again.
        """
        if self._outbox.line().epoch == epoch:
            return True
        if self._database.one("SELECT 1 FROM past_epochs WHERE epoch = ?", (epoch,)) is not None:
            return False
        self._outbox.adopt_epoch(epoch, self._identity.kiosk)
        return True

    def _apply(self, body: stick.Receipts, done: Imported) -> None:
        verdicts = list(self._verdicts(body, done))
        moved = set(self._outbox.settle(verdicts))
        for verdict in verdicts:
            if verdict.id in moved:
                done.received += verdict.state == State.RECEIVED
                done.complete += verdict.state == State.COMPLETE
                done.refused += verdict.state == State.QUARANTINED
        with self._database.transaction() as connection:
            hub_time.told_by_hand(connection, body.at, self._now())

    def _verdicts(self, body: stick.Receipts, done: Imported) -> Iterator[Verdict]:
        rows = self._database.all(
            "SELECT id, digest, state FROM submissions WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([result.id for result in body.results]),),
        )
        here = {row["id"]: row for row in rows}
        for result in body.results:
            row = here.get(result.id)
            if row is None or result.digest != row["digest"]:
                done.alerts += 1
                self._outbox.alert("wrong-id" if row is None else Trouble.WRONG_DIGEST, result.id if row else "")
            elif (verdict := _verdict(result, State(row["state"]))) is not None:
                yield verdict


def _verdict(result: wire.Result, now: State) -> Verdict | None:
    """Return what a result means for a submission in this state, None where it changes nothing.

    A stick is slow: what the hub did not take then, it may have received by network since.
    """
    if result.state in ("received", "complete"):
        return Verdict(result.id, State(result.state), received_at=result.received_at)
    if result.state == "refused" and (now in UNSENT or result.received_at is not None):
        return Verdict(result.id, State.QUARANTINED, result.reason or "refused")
    return None
