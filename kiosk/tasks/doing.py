"""Does the tasks of the writing commands with the parts of this kiosk; how they are printed is the commands' own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from kiosk.attachments import Attachment
from kiosk.errors import KioskError, NotJoinedError, NotStoredError, UnknownError, UsageError
from kiosk.journey import Journey
from kiosk.open_days import day_of
from kiosk.parts import Parts
from kiosk.protocols import PrinterState, State
from kiosk.protocols import Stored as StoredForm
from kiosk.scripted import RefusedError, answered, begin, journey_named, language_named
from kiosk.tasks import messages
from kiosk.tasks.counted import count_fault, count_sent
from kiosk.tasks.messages import Result, Task
from offline import former_names
from offline.identity import Identity
from offline.print_jobs import JobState
from offline.proving import DAMAGED
from offline.round import SyncReport, Told
from printer.one_job import print_one

_BY_NETWORK_NEVER = frozenset({DAMAGED, former_names.CARRY, former_names.UNSIGNED})
"""Its bytes are not those that were sealed, or it names another kiosk: sent, it could only be refused again."""
_OVER = (None, PrinterState.UNCERTAIN)  # a receipt is printed, or may be: it waits no longer

Outcome = TypeVar("Outcome")


class Giver(Protocol):
    """Whoever gave a task, and is asked and told while it is under way. May raise KioskError: then it ends there."""

    def files(self, most: int) -> Sequence[Attachment]:
        """Return the files that go with the answers, sealed; the journey takes so many. Raises AttachmentError."""

    def promising(self, tracking_code: str) -> None:
        """Hear the code under which the form is stored next."""

    def told(self, report: SyncReport) -> None:
        """Hear how far a round came. Called on the thread that syncs, so it must not wait."""


class Bystander:
    """A giver that has no files and is told nothing."""

    def files(self, most: int) -> Sequence[Attachment]:  # noqa: ARG002 - one interface
        """Return no files."""
        return ()

    def promising(self, tracking_code: str) -> None:
        """Say nothing: a code is told once its form is stored."""

    def told(self, report: SyncReport) -> None:
        """Show nothing."""


class Course(Protocol):
    """How this program gets to the hub and to the printer."""

    by_itself: bool
    """Whether a receipt that the printer could not take comes out later without a command."""

    def round(self, *, ignore_backoff: bool, told: Told) -> SyncReport:
        """Do one round with the hub."""

    def between_rounds(self, work: Callable[[], Outcome]) -> Outcome:
        """Do `work` while no round is under way."""

    def at_the_printer(self, work: Callable[[], Outcome]) -> Outcome:
        """Do `work` while nobody else prints."""

    def stored(self) -> None:
        """Something new waits to be sent."""

    def printed_again(self, tracking_code: str, reason: PrinterState | None) -> None:
        """A receipt was printed that staff asked for (None), or may have been. Called where `at_the_printer` works."""


class Doing:
    """Does one task after the other, or several side by side. What `do` returned is durable."""

    def __init__(self, parts: Parts, course: Course) -> None:
        self._parts = parts
        self._course = course

    def do(self, task: Task, giver: Giver) -> Result:
        """Do a task. Raises KioskError, UsageError and ConfigError where it cannot be done."""
        result: Result
        match task:
            case messages.Offer():
                result = self._offer(task)
            case messages.Submit():
                result = self._submit(task, giver)
            case messages.SyncNow():
                joined(self._parts)
                result = messages.Synced(self._course.round(ignore_backoff=task.ignore_backoff, told=giver.told))
            case messages.PrintReceipt():
                result = self._print(task)
            case messages.Release():
                result = self._course.between_rounds(lambda: self._release(task))
            case messages.TakeReceipts():
                result = self._course.between_rounds(lambda: self._take_receipts(task))
            case messages.SeeToMissing():
                result = self._see_to(task)
        return result

    def _offer(self, task: messages.Offer) -> messages.Offered:
        pack = self._parts.pack
        _not_apart(journey_named(pack, task.journey))
        language_named(pack, task.language)
        return messages.Offered()

    def _submit(self, task: messages.Submit, giver: Giver) -> messages.Stored | messages.Refused:
        pack, sender = self._parts.pack, self._parts.sender()
        try:
            today = day_of(self._parts.clock, pack.zone)
            visit = answered(begin(pack, task.journey, task.channel, today), task.answers)
            _not_apart(visit.journey)
        except RefusedError as error:
            return messages.Refused(error.errors)
        language = language_named(pack, task.language)
        files = giver.files(visit.journey.attachments) if task.attached else ()
        if len(files) != task.attached:
            raise KioskError(f"{len(files)} files came, and {task.attached} go with these answers: nothing was stored")
        try:
            if files:
                sent = [sender.submit(visit, language, files, paper=task.paper, promising=giver.promising)]
            else:
                sent = sender.submit_all(visit, language, paper=task.paper, promising=giver.promising)
        except NotStoredError as error:
            count_fault(self._parts, f"not-stored-{error.reason}")
            raise
        count_sent(self._parts, visit, language.code)
        self._course.stored()
        first, *rest = sent
        others = [messages.OtherForm(one.id, one.tracking_code, self._state(one.tracking_code)) for one in rest]
        return messages.Stored(first.id, first.tracking_code, self._state(first.tracking_code), others)

    def _state(self, code: str) -> State:
        """Return where a form stands that is stored: nothing that fails from now on may take that back."""
        try:
            stored = self._parts.store.find(code)
        except KioskError:
            stored = None
        return stored.state if stored else State.QUEUED

    def _print(self, task: messages.PrintReceipt) -> messages.Paper:
        code, jobs = task.tracking_code, self._parts.store.print_jobs
        self._known(code)

        def on_paper() -> PrinterState | None:
            if task.again:
                jobs.again(code, nobody_prints=True)
            elif (job := jobs.of(code)) is not None and job.state is not JobState.PENDING:
                # The kiosk that is open took it up, and counted it, by itself.
                return None if job.state is JobState.DONE else PrinterState.UNCERTAIN
            reason = print_now(self._parts, code)
            if reason is not None and not task.again:
                count_fault(self._parts, f"printer-{reason}")
            if reason in _OVER:
                self._course.printed_again(code, reason)
            return reason

        reason = self._course.at_the_printer(on_paper)
        waits = reason is not None and reason is not PrinterState.UNCERTAIN
        return messages.Paper(reason or "", by_itself=waits and self._course.by_itself)

    def _release(self, task: messages.Release) -> messages.Released | messages.NotReleased:
        stored = self._known(task.tracking_code)
        if stored.state is not State.QUARANTINED or stored.reason in _BY_NETWORK_NEVER:
            return messages.NotReleased(stored.state, stored.reason)
        self._parts.store.outbox.release(stored.id)
        self._course.stored()
        return messages.Released(stored.id)

    def _take_receipts(self, task: messages.TakeReceipts) -> messages.ReceiptsTaken:
        store = self._parts.store
        done = store.carried_receipts(joined(self._parts)).take(Path(task.folder))
        return messages.ReceiptsTaken(done, store.outbox.unsent())

    def _see_to(self, task: messages.SeeToMissing) -> messages.Seen:
        """Nothing is kept of any where one is not missing: most likely it was mistyped."""
        store = self._parts.store
        missing = store.mishaps().missing
        known = {one.tracking_code for one in missing}
        others = [code for code in task.tracking_codes if code not in known]
        if others:
            raise UnknownError(f"not missing here: {', '.join(others)}. `kiosk missing` lists those that are.")
        unseen = [one.tracking_code for one in missing if one.seen_at is None]
        store.missing_seen(task.tracking_codes or unseen, task.who)
        return messages.Seen(list(store.mishaps().missing))

    def _known(self, code: str) -> StoredForm:
        stored = self._parts.store.find(code)
        if stored is None:
            raise UnknownError(f"this kiosk has no submission {code}")
        return stored


def joined(parts: Parts) -> Identity:
    """Return which kiosk this is. Raises NotJoinedError before enrolment."""
    identity = parts.store.identity()
    if identity is None:
        raise NotJoinedError
    return identity


def print_now(parts: Parts, code: str) -> PrinterState | None:
    """Print the pending receipt of `code` and no other; returns None once it is printed, else why it is not."""
    jobs = parts.store.print_jobs
    job = jobs.take_of(code)
    if job is None:
        raise KioskError(f"no receipt of {code} waits to be printed: run `kiosk reprint {code}`")
    return print_one(job, jobs, parts.printer)


def _not_apart(journey: Journey) -> None:
    """Raise UsageError for what stands apart: this command tells codes, and its answers stood in a file."""
    if journey.apart:
        problem = f"{journey.id} stands apart: it has no code to tell, and is answered at the screen only."
        raise UsageError(problem)
