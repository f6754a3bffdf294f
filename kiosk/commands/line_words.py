"""How sending stands, for staff: what rests or failed, what helps, and when it is tried again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kiosk.commands.trouble_words import meaning


def lines(
    paused: str,
    trouble: str,
    next_try_at: float,
    waiting: Mapping[str, int],
    quarantined: Sequence[tuple[str, str]],
    now: datetime,
) -> list[str]:
    """Return everything that staff should read, the whole queue first; nothing where all is well.

    `waiting`: how many wait by reason; `quarantined`: pairs of tracking code and reason.
    """
    told = []
    if problem := paused or trouble:
        what = "Sending is paused" if paused else "The last try failed"
        told.append(f"{what} ({problem}): {meaning(problem, repeats=False)} {next_try(next_try_at, now)}")
    for reason, count in waiting.items():
        if reason and reason != problem:
            verb = "form waits" if count == 1 else "forms wait"
            told.append(f"{count} {verb} ({reason}): {meaning(reason)}")
    return told + set_aside(quarantined)


def set_aside(quarantined: Sequence[tuple[str, str]]) -> list[str]:
    """Return a line for each form that the hub refuses; `quarantined` as above."""
    return [f"{code}: set aside ({reason}): {meaning(reason)}" for code, reason in quarantined]


def next_try(at: float, now: datetime) -> str:
    """Say when it is tried again. `at` is seconds since 1970."""
    minutes = (at - now.timestamp()) / 60
    if minutes <= 0 or minutes > 2 * 24 * 60:  # a time so far off was set by a wrong clock, and counts for nothing
        return "It is tried again by itself, now."
    if minutes <= 1:
        return "It is tried again by itself, within a minute."
    whole = round(minutes)
    return f"It is tried again by itself, in {whole} {'minute' if whole == 1 else 'minutes'}."


def as_time(at: float) -> datetime | None:
    """Return the time of the next try for programs, None where it is now."""
    return datetime.fromtimestamp(at, UTC) if at else None
