"""One round with the hub: send what is due, then ask what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.errors import SecretsError
from kiosk.protocols import Clock, State
from offline.backoff import Backoff
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.outbox import Due, Verdict
from offline.outcomes import Delivered, Paused, Refused, Setback, TooLarge, Trouble, TryLater
from offline.secrets import DeviceSecrets, Secrets
from offline.store import Store
from offline.wire import BATCH_LIMIT, Result

Connect = Callable[[Identity, DeviceSecrets], HubClient]
Changed = Callable[[Sequence[str]], None]
_TRIES_BEFORE_SUSPICION = 3
_FAULTS_BEFORE_REST = 3
_PAGES = 1000


@dataclass
class SyncReport:
    """What one round did. `left` still waits; `next_try_at` is seconds since 1970, 0 for now.

    `trouble` and `paused` are codes of `offline.outcomes.Trouble`, empty where all is well.
    """

    sent: int = 0
    quarantined: int = 0
    updated: int = 0  # cases about which the hub had news
    left: int = 0
    trouble: str = ""
    paused: str = ""
    next_try_at: float = 0.0


@dataclass
class _Round:
    client: HubClient
    identity: Identity
    changed: Changed
    report: SyncReport = field(default_factory=SyncReport)
    size: int = BATCH_LIMIT
    faults: int = 0  # answers 500 in a row, while looking for the submission that causes them


class Sync:
    """Brings queue and hub together. Threads may share it: one round at a time."""

    def __init__(
        self, store: Store, secrets: Secrets, connect: Connect, clock: Clock, backoff: Backoff | None = None
    ) -> None:
        self._store = store
        self._outbox = store.outbox
        self._secrets = secrets
        self._connect = connect
        self._clock = clock
        self._backoff = backoff or Backoff()
        self._turn = threading.Lock()
        self._stopping = threading.Event()
        self._known: tuple[Identity, HubClient] | None = None

    def once(self, *, ignore_backoff: bool = False, changed: Changed = lambda _codes: None) -> SyncReport:
        """Send all that is due and take over the news; `ignore_backoff` tries what waits, too, but heeds Retry-After.

        `changed` is called with tracking codes, on this thread, after each commit. Raises StorageError.
        """
        with self._turn:
            report = self._round(ignore_backoff=ignore_backoff, changed=changed)
            line = self._outbox.line()
            report.left = self._outbox.unsent()
            report.trouble, report.next_try_at = report.trouble or line.trouble, line.next_try_at
            report.paused = report.paused or line.paused
            return report

    def stop(self) -> None:
        """End the round under way, from another thread; later ones do nothing."""
        self._stopping.set()
        known = self._known
        if known is not None:
            known[1].stop()

    def close(self) -> None:
        """Close idle connections."""
        self._forget_client()

    def _round(self, *, ignore_backoff: bool, changed: Changed) -> SyncReport:
        identity = self._store.identity()
        if identity is None:
            return SyncReport(paused=Trouble.NOT_ENROLLED)
        line = self._outbox.line()
        if self._stopping.is_set() or not line.open_at(self._clock.now().timestamp(), ignore_backoff=ignore_backoff):
            return SyncReport()
        if ignore_backoff:
            self._outbox.make_all_due()
        client = self._client(identity)
        if client is None:
            self._pause(Trouble.NO_SECRETS)
            return SyncReport()
        round_ = _Round(client, identity, changed)
        if self._send_due(round_) and self._pull_status(round_):
            # The hub was restored from a backup: what it may have lost waits again.
            self._send_due(round_)
        return round_.report

    def _client(self, identity: Identity) -> HubClient | None:
        if self._known is not None and self._known[0] == identity:
            return self._known[1]
        self._forget_client()
        try:
            secrets = self._secrets.read()
        except SecretsError:
            return None
        if secrets is None or not secrets.usable:
            return None
        self._known = (identity, self._connect(identity, secrets))
        return self._known[1]

    def _forget_client(self) -> None:
        if self._known is not None:
            self._known[1].close()
            self._known = None

    def _send_due(self, round_: _Round) -> bool:
        """Send until nothing is due; False where the line failed."""
        while not self._stopping.is_set():
            items = self._outbox.due(round_.size)
            if not items:
                return True
            if not self._send(round_, items):
                return False
        return False

    def _send(self, round_: _Round, items: list[Due]) -> bool:
        self._outbox.mark_sending(item.id for item in items)
        parts = [items]
        try:
            while parts:
                part = parts.pop()
                outcome = round_.client.send(part)
                if self._halves(round_, part, outcome):
                    middle = len(part) // 2
                    parts += [part[middle:], part[:middle]]
                elif isinstance(outcome, Delivered):
                    # One the hub could not even read is not in its answer: alone, it is told what is wrong.
                    parts += [[item] for item in self._delivered(round_, part, outcome)]
                elif not self._setback(round_, part, outcome):
                    return False
            return True
        finally:
            # The rest of a batch that was cut short; what was settled has left this state and stays.
            self._outbox.mark_unsent(item.id for item in items)

    def _halves(self, round_: _Round, items: list[Due], outcome: Delivered | Setback) -> bool:
        """Say whether the same is to be sent in two parts: it was too much, or one in it spoils the rest."""
        if len(items) == 1:
            return False
        if isinstance(outcome, TooLarge):
            round_.size = max(1, len(items) // 2)
            return True
        return isinstance(outcome, Refused) or _suspicious(items, outcome)

    def _setback(self, round_: _Round, items: list[Due], outcome: Setback) -> bool:
        """Keep what went wrong; False where nothing more should be sent now."""
        if isinstance(outcome, Paused):
            self._outbox.mark_unsent(item.id for item in items)
            self._pause(outcome.reason)
            return False
        if isinstance(outcome, TryLater):
            return self._later(round_, items, outcome)
        reason = outcome.reason if isinstance(outcome, Refused) else "too-large"
        self._keep(round_, items, [Verdict(item.id, State.QUARANTINED, reason) for item in items])
        return True

    def _delivered(self, round_: _Round, items: list[Due], outcome: Delivered) -> list[Due]:
        """Keep what the hub acknowledged; returns those of a batch that it said nothing about."""
        self._outbox.hub_answered()
        round_.faults = 0
        again = self._outbox.adopt_epoch(outcome.epoch, round_.identity.kiosk)
        for submission, reason in outcome.alerts:
            self._outbox.alert(reason, submission)
        wrong = dict(outcome.alerts)
        verdicts = [_verdict(result) for result in outcome.results]
        told = {verdict.id for verdict in verdicts} | wrong.keys()
        missing = [item for item in items if item.id not in told]
        waiting = [item for item in items if item.id in wrong] + (missing if len(items) == 1 else [])
        verdicts += [
            Verdict(item.id, State.WAITING, wrong.get(item.id, Trouble.NO_ANSWER), self._next_try(item))
            for item in waiting
        ]
        self._keep(round_, items, verdicts)
        if again:
            round_.changed(again)
        return missing if len(items) > 1 else []

    def _later(self, round_: _Round, items: list[Due], outcome: TryLater) -> bool:
        if outcome.reason == Trouble.STOPPED:
            return False
        if _suspicious(items, outcome) and round_.faults < _FAULTS_BEFORE_REST:
            # This one alone makes the hub stumble: it waits by itself, the others go on.
            round_.faults += 1
            verdicts = [Verdict(item.id, State.WAITING, outcome.reason, self._next_try(item)) for item in items]
            self._keep(round_, items, verdicts)
            return True
        self._keep(round_, items, [Verdict(item.id, State.WAITING, outcome.reason) for item in items])
        self._hub_is_away(outcome)
        return False

    def _keep(self, round_: _Round, items: list[Due], verdicts: list[Verdict]) -> None:
        moved = set(self._outbox.settle(verdicts))
        for verdict in verdicts:
            round_.report.sent += verdict.state in (State.RECEIVED, State.COMPLETE) and verdict.id in moved
            round_.report.quarantined += verdict.state == State.QUARANTINED and verdict.id in moved
        if moved:
            round_.changed([item.tracking_code for item in items if item.id in moved])

    def _pull_status(self, round_: _Round) -> bool:
        """Take over the hub's news; True where the hub's epoch is new and there is something to send again."""
        for _ in range(_PAGES):
            cursor = self._outbox.line().cursor
            page = round_.client.status(cursor)
            if isinstance(page, Paused):
                self._pause(page.reason)
                return False
            if isinstance(page, TryLater | Refused | TooLarge):
                self._hub_is_away(page if isinstance(page, TryLater) else TryLater(Trouble.HUB_ERROR))
                return False
            self._outbox.hub_answered()
            again = self._outbox.adopt_epoch(page.epoch, round_.identity.kiosk)
            if again:
                round_.changed(again)
                return True
            changed = self._outbox.apply_status(page)
            round_.report.updated += len(changed)
            if changed:
                round_.changed(changed)
            if not page.more or page.cursor == cursor or self._stopping.is_set():
                return False
        return False

    def _next_try(self, item: Due) -> float:
        # Never at once: the same round would take it up again.
        return self._clock.now().timestamp() + max(1.0, self._backoff.delay(item.tries + 1))

    def _hub_is_away(self, outcome: TryLater) -> None:
        if outcome.reason == Trouble.STOPPED:
            return
        failures = self._outbox.line().failures + 1
        ordered = outcome.retry_after is not None
        wait = self._backoff.ordered(outcome.retry_after or 0.0, failures) if ordered else self._backoff.delay(failures)
        self._outbox.hub_is_away(outcome.reason, self._clock.now().timestamp() + wait, ordered=ordered)

    def _pause(self, reason: str) -> None:
        if reason == Trouble.UNTRUSTED:
            self._outbox.alert(reason)
        if reason == Trouble.NOT_AUTHORISED:
            self._forget_client()  # the secrets may have been put right since they were read
        failures = self._outbox.line().failures + 1
        self._outbox.pause(reason, self._clock.now().timestamp() + self._backoff.delay(failures))


def _suspicious(items: list[Due], outcome: Delivered | Setback) -> bool:
    """Say whether the hub stumbles over one of these again and again, rather than over everything."""
    return (
        isinstance(outcome, TryLater)
        and outcome.reason == Trouble.HUB_ERROR
        and outcome.retry_after is None
        and max(item.tries for item in items) >= _TRIES_BEFORE_SUSPICION
    )


def _verdict(result: Result) -> Verdict:
    if result.state == "refused":
        return Verdict(result.id, State.QUARANTINED, result.reason or "refused")
    return Verdict(result.id, State(result.state), received_at=result.received_at)
