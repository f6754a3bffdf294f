"""What happened to the queue's file, for staff: what it means, and what helps."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.printable import printable
from offline.mishaps import Mishap, Mishaps
from offline.missing import Missing

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
    "{code}: promised here{day}, and not in the queue any more (noticed on {noticed}). Ask the hub: `hub show {code}`."
    " Where it has no such form, the person must be asked again."
)
_THEN = " Then say so: `kiosk missing --seen {code}`."
_SEEN = " {who} saw to it on {seen}."
_OVERDUE = (
    "{name}: a copy made before an update, which does not go by itself: a form in it was never settled, or it cannot be"
    " read. Settle what is quarantined or missing; once support agrees that nobody needs the copy, delete it."
)


def meaning(mishap: Mishap) -> str:
    """Return what one thing that happened means, and what helps."""
    return _WORDS[mishap.kind].format(detail=mishap.detail)


def about_missing(one: Missing) -> str:
    """Return what is known of a tracking code whose form the queue has lost, and what staff do about it."""
    code, day = one.tracking_code, f" on {one.day[:10]}" if one.day else ""
    words = _MISSING.format(code=code, day=day, noticed=f"{one.noticed_at:%Y-%m-%d}")
    if one.seen_at is None:
        return words + _THEN.format(code=code)
    return words + _SEEN.format(who=printable(one.seen_by), seen=f"{one.seen_at:%Y-%m-%d}")


def known(mishaps: Mishaps) -> str:
    """Return how many codes are missing that staff have seen to, in words; nothing where there is none."""
    count = sum(one.seen_at is not None for one in mishaps.missing)
    verb = "code is" if count == 1 else "codes are"
    return f"{count} {verb} missing and known to staff: `kiosk missing` lists them" if count else ""


def about_copy(name: str) -> str:
    """Return what staff do about a copy of the queue that no longer goes by itself."""
    return _OVERDUE.format(name=name)


def lines(mishaps: Mishaps, now: datetime) -> list[str]:
    """Return everything that staff should read, the newest first: what happened lately, and all that waits for them."""
    happened = [f"{one.at:%Y-%m-%d %H:%M} {meaning(one)}" for one in mishaps.happened if one.at > now - _LATELY]
    kept = [
        f"{name}: the damaged file, kept. Move it to a safe place once support has it." for name in mishaps.set_aside
    ]
    return happened + kept + [about_missing(one) for one in mishaps.missing if one.seen_at is None]
