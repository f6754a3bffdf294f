"""Sends what is due in batches, and keeps what became of each submission."""

from __future__ import annotations

import threading

from kiosk.protocols import State
from offline.handover import Handover
from offline.outbox import Due, Outbox, Verdict
from offline.outcomes import Delivered, Paused, Refused, Setback, TooLarge, Trouble, TryLater
from offline.round import Line, Round
from offline.wire import Result

_TRIES_BEFORE_SUSPICION = 3
_FAULTS_BEFORE_REST = 3


class Delivering:
    """Takes submissions to the hub; `stopping` ends it between two requests."""

    def __init__(self, outbox: Outbox, handover: Handover, line: Line, stopping: threading.Event) -> None:
        self._outbox = outbox
        self._handover = handover
        self._line = line
        self._stopping = stopping

    def send_due(self, round_: Round) -> bool:
        """Send until nothing is due; False where the line failed."""
        while not self._stopping.is_set():
            items = self._outbox.due(round_.size)
            if not items:
                return True
            if not self._send(round_, items):
                return False
        return False

    def _send(self, round_: Round, items: list[Due]) -> bool:
        self._outbox.mark_sending(item.id for item in items)
        parts = [items]
        try:
            while parts:
                part = parts.pop()
                outcome = self._handover.send(round_.client, part)
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

    def _halves(self, round_: Round, items: list[Due], outcome: Delivered | Setback) -> bool:
        """Say whether the same is to be sent in two parts: it was too much, or one in it spoils the rest."""
        if len(items) == 1:
            return False
        if isinstance(outcome, TooLarge):
            round_.size = max(1, len(items) // 2)
            return True
        return isinstance(outcome, Refused) or _suspicious(items, outcome)

    def _setback(self, round_: Round, items: list[Due], outcome: Setback) -> bool:
        """Keep what went wrong; False where nothing more should be sent now."""
        if isinstance(outcome, Paused):
            self._outbox.mark_unsent(item.id for item in items)
            self._line.pause(outcome.reason)
            return False
        if isinstance(outcome, TryLater):
            return self._later(round_, items, outcome)
        if isinstance(outcome, TooLarge) and not outcome.by_hub:
            # A filter's limit is not the submission's fault: it waits by itself until the filter is told better.
            self._wait_alone(round_, items, Trouble.FILTER_LIMIT)
            return True
        reason = outcome.reason if isinstance(outcome, Refused) else "too-large"
        self._keep(round_, items, [Verdict(item.id, State.QUARANTINED, reason) for item in items])
        return True

    def _delivered(self, round_: Round, items: list[Due], outcome: Delivered) -> list[Due]:
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
            Verdict(item.id, State.WAITING, wrong.get(item.id, Trouble.NO_ANSWER), self._line.next_try(item))
            for item in waiting
        ]
        self._keep(round_, items, verdicts)
        if again:
            round_.changed(again)
        return missing if len(items) > 1 else []

    def _later(self, round_: Round, items: list[Due], outcome: TryLater) -> bool:
        if outcome.reason == Trouble.STOPPED:
            return False
        if _suspicious(items, outcome) and round_.faults < _FAULTS_BEFORE_REST:
            # This one alone makes the hub stumble: it waits by itself, the others go on.
            round_.faults += 1
            self._wait_alone(round_, items, outcome.reason)
            return True
        self._keep(round_, items, [Verdict(item.id, State.WAITING, outcome.reason) for item in items])
        self._line.hub_is_away(outcome)
        return False

    def _wait_alone(self, round_: Round, items: list[Due], reason: str) -> None:
        """Let these wait by themselves, while the others go on."""
        self._keep(
            round_, items, [Verdict(item.id, State.WAITING, reason, self._line.next_try(item)) for item in items]
        )

    def _keep(self, round_: Round, items: list[Due], verdicts: list[Verdict]) -> None:
        moved = set(self._outbox.settle(verdicts))
        for verdict in verdicts:
            round_.report.sent += verdict.state in (State.RECEIVED, State.COMPLETE) and verdict.id in moved
            round_.report.quarantined += verdict.state == State.QUARANTINED and verdict.id in moved
        if moved:
            round_.changed([item.tracking_code for item in items if item.id in moved])
            round_.told(round_.report)


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
