"""Where the printing stands, as one value that moves by what happens; the queue acts on it and keeps nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.protocols import PrinterState


@dataclass(frozen=True)
class Idle:
    """Nothing to print."""


@dataclass(frozen=True)
class Printing:
    """A job is with the printer."""

    job: str  # its tracking code


@dataclass(frozen=True)
class Held:
    """A job waits, unsent, because of `reason`; since then `tries` questions found the printer still unable."""

    job: str
    reason: PrinterState
    tries: int = 0


@dataclass(frozen=True)
class Uncertain:
    """A job may have been printed. It is over: only a person can ask for it again."""

    job: str


QueueState = Idle | Printing | Held | Uncertain

FIRST_POLL_S = 2.0
LONGEST_POLL_S = 60.0


def after_failure(job: str, reason: PrinterState, before: QueueState) -> Held | Uncertain:
    """Return the state once the printer refused a job: held while nothing was sent, otherwise uncertain."""
    if reason is PrinterState.UNCERTAIN:
        return Uncertain(job)
    tries = before.tries + 1 if isinstance(before, Held) and before.job == job else 0
    return Held(job, reason, tries)


def poll_after(held: Held) -> float:
    """Return the seconds until a held job's printer is asked again: 2, 4, 8 … 60."""
    return float(min(LONGEST_POLL_S, FIRST_POLL_S * 2 ** min(held.tries, 10)))
