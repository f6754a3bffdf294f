"""Takes in the queues that a memory stick carries: each form as if it came by network, once for ever."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from hub.carried_files import StickProblem, files_in, manifest_problems, readable_folders
from hub.envelope_check import RefusedError, checked
from hub.key_ring import KeyRing
from hub.kiosks import EnrolledKiosk, KioskNameError, Kiosks
from hub.receiving import Receiving, Taken
from hub.review import Review
from kiosk.durable_file import read_bounded
from kiosk.printable import printable
from kiosk.submission import Header
from offline.wire import Result, SignedEnvelope, WireError, decode, read_envelope
from offline.wire import hand_carry as stick

_TOGETHER = 20


@dataclass(frozen=True)
class Brought:
    """One form on a stick, readable and not checked yet."""

    file: Path
    item: SignedEnvelope
    header: Header


@dataclass
class TakenIn:
    """What one import did. `refused` pairs a file's name with a code; `results` are by kiosk and folder."""

    new: int = 0
    known: int = 0
    incomplete: int = 0  # attached files are missing on the stick
    held: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    problems: list[StickProblem] = field(default_factory=list)
    results: dict[tuple[str, Path], list[Result]] = field(default_factory=dict)

    @property
    def all_well(self) -> bool:
        """Say whether every form of the stick is in the hub now."""
        return not (self.incomplete or self.held or self.refused or self.problems)


class Importing:
    """Reads sticks. `accepted`: revoked kiosks whose forms somebody, `who`, takes in all the same."""

    def __init__(self, kiosks: Kiosks, ring: KeyRing, receiving: Receiving, review: Review) -> None:
        self._kiosks = kiosks
        self._ring = ring
        self._receiving = receiving
        self._review = review

    def take(
        self, folder: Path, accepted: Collection[str], who: str, moved: Callable[[int], None] = lambda _count: None
    ) -> TakenIn:
        """Take in all that is in `folder`; a bad file stops no other. Raises StickError where nothing is there."""
        done = TakenIn()
        for place in readable_folders(folder):
            brought = self._brought(place, done)
            while batch := list(islice(brought, _TOGETHER)):
                for name in sorted({one.header.kiosk for one in batch}):
                    self._take_of(name, [one for one in batch if one.header.kiosk == name], accepted, who, done)
                moved(len(batch))
            done.problems += manifest_problems(place, self._kiosks)
        return done

    def _brought(self, place: Path, done: TakenIn) -> Iterator[Brought]:
        for file in files_in(place, stick.SUBMISSION):
            try:
                item = decode(read_bounded(file, stick.LARGEST_FILE), SignedEnvelope)
                yield Brought(file, item, read_envelope(item.envelope).header)
            except (OSError, WireError):
                done.refused.append((printable(file.name), "damaged"))

    def _take_of(
        self, kiosk: str, brought: Sequence[Brought], accepted: Collection[str], who: str, done: TakenIn
    ) -> None:
        try:
            sender = self._kiosks.known(kiosk)
        except KioskNameError:
            done.refused += [(printable(one.file.name), "unknown-kiosk") for one in brought]
            return
        if sender.revoked_at is None:
            self._note(sender, brought, self._take(sender, brought), done)
        else:
            self._take_of_revoked(sender, brought, done, accepted_by=who if kiosk in accepted else "")

    def _take_of_revoked(
        self, sender: EnrolledKiosk, brought: Sequence[Brought], done: TakenIn, *, accepted_by: str
    ) -> None:
        sound = [one for one in brought if self._is_sound(sender, one, done)]
        known = [one for one in sound if self._review.is_taken(one.item)]
        fresh = [one for one in sound if one not in known]
        self._note(sender, known, self._take(sender, known), done)
        if accepted_by:
            self._note(sender, fresh, self._review.accept(sender, _items(fresh), accepted_by), done)
        else:
            self._review.hold(sender, _items(fresh))
            done.held += len(fresh)

    def _take(self, sender: EnrolledKiosk, brought: Sequence[Brought]) -> list[Taken]:
        return self._receiving.take(sender, _items(brought)).taken if brought else []

    def _is_sound(self, sender: EnrolledKiosk, one: Brought, done: TakenIn) -> bool:
        """Say whether this is what the kiosk signed: nothing else is even kept for review."""
        try:
            checked(one.item.envelope, one.item.signature, sender, self._ring.now().openers().keys())
        except RefusedError as refusal:
            done.refused.append((printable(one.file.name), refusal.reason))
            return False
        return True

    def _note(self, sender: EnrolledKiosk, brought: Sequence[Brought], taken: Sequence[Taken], done: TakenIn) -> None:
        for one, first in zip(brought, taken, strict=True):
            last = first
            if first.result.state == "incomplete" and self._bring_files(sender, one, first.result):
                [last] = self._take(sender, [one])
            if last.detail:
                done.refused.append((printable(one.file.name), last.result.reason))
            elif last.result.state == "incomplete":
                done.incomplete += 1
            elif first.new or first.result.state == "incomplete":
                done.new += 1
            else:
                done.known += 1
            if last.result.id:
                done.results.setdefault((sender.name, one.file.parent), []).append(last.result)

    def _bring_files(self, sender: EnrolledKiosk, one: Brought, result: Result) -> bool:
        """Take in what the stick has of the chunks that the hub lacks; says whether there was any."""
        files = {file.id: file for file in one.header.attachments}
        found = False
        for missing in result.missing:
            for number in missing.numbers:
                name = files[missing.attachment].chunks[number][:16] + stick.CHUNK
                try:
                    chunk = read_bounded(one.file.parent / name, stick.LARGEST_FILE)
                    self._receiving.take_chunk(sender, one.header.id, missing.attachment, number, chunk)
                    found = True
                except (OSError, RefusedError):  # not there, or damaged: the form stays incomplete, and is counted so
                    continue
        return found


def _items(brought: Sequence[Brought]) -> list[SignedEnvelope]:
    return [one.item for one in brought]
