"""What was left in KIOSK_HOME, for staff: what each leftover is, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from offline.leftovers import STAYING, Leftover, LeftoverKind

_GOES = "Leave it: `kiosk run` and `kiosk sync` finish it or take it away by themselves."
_WORDS = {
    LeftoverKind.QUEUE_JOURNAL: "the journal of a damaged queue. It may hold parts of sealed forms. Keep it beside the"
    " file of the same name, give both to support, and delete both together. If that file has gone, delete this one.",
    LeftoverKind.CONTENT: "a published version as it was found changed on the disk. It is never shown, and holds no"
    " forms. Find out who can write into KIOSK_HOME and check the disk; then delete this folder.",
    LeftoverKind.SALVAGE: f"a new queue that is being made from a damaged one, or was when a program ended. {_GOES}",
    LeftoverKind.COPY: f"a copy of the queue that is being made or overwritten, or was when a program ended. {_GOES}",
    LeftoverKind.IDENTITY: "a copy of the kiosk's identity that was not finished. It holds no secret. Delete it while"
    " no program of the kiosk runs.",
    LeftoverKind.COMING: f"published content on its way from the hub. {_GOES}",
    LeftoverKind.OLD_CONTENT: f"a published version that is being removed. {_GOES}",
}


def about(leftover: Leftover) -> str:
    """Return what a leftover is and what to do with it."""
    return f"{leftover.name}: {_WORDS[leftover.kind]}"


def lines(leftovers: Sequence[Leftover]) -> list[str]:
    """Return a line for each that somebody has to see to; the others go by themselves."""
    return [about(leftover) for leftover in leftovers if leftover.kind in STAYING]
