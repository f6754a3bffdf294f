"""What happened to the queue's file, for staff: what it means, and what helps."""

from __future__ import annotations

from datetime import datetime, timedelta

from offline.mishaps import Mishap, Mishaps

_LATELY = timedelta(days=30)
_WORDS = {
    "salvaged": "The queue's file was damaged, or had gone. What could be read is in a new file ({detail})."
    " Keep the damaged one if it is there, look at the disk, and call support.",
    "older-copy": "The queue's file was an older copy of itself, or had lost its end: {detail} forms promised since"
    " were not in it. Whoever puts copies back must know that forms are lost so. No code was given out twice.",
    "mark-missing": "The file `high-water` had gone and was made again. Only with it the kiosk notices an older copy of"
    " its queue: find out who removed it.",
    "disk-error": "The disk answered with an error, and the queue was opened and checked again. Change this disk soon.",
}
_MISSING = (
    "{code}: promised here, and not in the queue any more. Ask the hub: `hub show {code}`. Where it has no such form,"
    " the person must be asked again."
)
_OVERDUE = (
    "{name}: a copy made before an update, which does not go by itself: a form in it was never settled, or it cannot be"
    " read. Settle what is quarantined or missing; once support agrees that nobody needs the copy, delete it."
)


def meaning(mishap: Mishap) -> str:
    """Return what one thing that happened means, and what helps."""
    return _WORDS[mishap.kind].format(detail=mishap.detail)


def about_missing(code: str) -> str:
    """Return what staff do about a tracking code whose form the queue has lost."""
    return _MISSING.format(code=code)


def about_copy(name: str) -> str:
    """Return what staff do about a copy of the queue that no longer goes by itself."""
    return _OVERDUE.format(name=name)


def lines(mishaps: Mishaps, now: datetime) -> list[str]:
    """Return everything that staff should read, the newest first: what happened lately, and all that waits for them."""
    happened = [f"{one.at:%Y-%m-%d %H:%M} {meaning(one)}" for one in mishaps.happened if one.at > now - _LATELY]
    kept = [
        f"{name}: the damaged file, kept. Move it to a safe place once support has it." for name in mishaps.set_aside
    ]
    return happened + kept + [about_missing(code) for code in mishaps.missing]
