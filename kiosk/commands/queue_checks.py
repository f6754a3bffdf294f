"""What `kiosk doctor` finds of the queue: what waits, what was set aside or left behind, printer and hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.commands import draft_words, leftover_words, mishap_words, network_checks
from kiosk.commands.findings import finding
from kiosk.commands.trouble_words import meaning
from kiosk.errors import KioskError
from kiosk.parts import Parts
from kiosk.protocols import Finding, PrinterState
from offline import high_water, leftovers
from offline.identity import Identity

_PRINTER_REMEDIES = {
    PrinterState.NONE: "Name one in kiosk.toml under [printer]; receipts show on the screen alone without it.",
    PrinterState.PAPER_LOW: "Put a new roll in soon.",
    PrinterState.PAPER_OUT: "Put paper in; what waits prints by itself.",
    PrinterState.COVER_OPEN: "Close its cover; what waits prints by itself.",
    PrinterState.OFFLINE: "Switch it on, and check its cable and its address in kiosk.toml.",
}


def queue(home: Path) -> Iterator[Finding]:
    """Yield what is to be said of the queue, and of printer and hub, which are named in it."""
    if not (home / "queue.db").exists() and (home / high_water.FILE).exists():
        remedy = "Start `kiosk run`: it goes on with a new file. Find out who removed this one, and call support."
        yield finding("queue", "its file has gone", ok=False, remedy=remedy)
        return
    if not (home / "queue.db").exists():
        yield finding("hub", "not joined yet", ok=False, remedy="Run `kiosk enrol URL CODE`.")
        return
    try:
        with Parts.open(home, read_only=True) as parts:
            parts.store.check()
            yield finding("queue", f"{parts.store.outbox.unsent()} submissions wait", ok=True)
            yield from _set_aside(parts)
            yield _mishaps(parts)
            yield from _copies(parts)
            yield from _refused(parts)
            yield from _hub(parts)
            state = parts.printer.state()
            yield finding(
                "printer", state.value, ok=state is PrinterState.READY, remedy=_PRINTER_REMEDIES.get(state, "")
            )
    except KioskError as error:
        remedy = "Keep the folder as it is: change, delete and put back nothing in it."
        yield finding("queue", str(error), ok=False, remedy=remedy)


def _set_aside(parts: Parts) -> Iterator[Finding]:
    """Yield the forms that do not go by themselves, each reason once with its codes."""
    codes: dict[str, list[str]] = {}
    for code, reason in parts.store.outbox.quarantined():
        codes.setdefault(reason, []).append(code)
    if codes:
        remedy = "\n".join(f"{meaning(reason)} ({reason}: {', '.join(of)})" for reason, of in codes.items())
        yield finding("forms set aside", str(sum(map(len, codes.values()))), ok=False, remedy=remedy)


def _mishaps(parts: Parts) -> Finding:
    mishaps = parts.store.mishaps()
    lines = mishap_words.lines(mishaps, parts.clock.now())
    unseen = sum(one.seen_at is None for one in mishaps.missing)
    found = f"forms missing: {unseen}, damaged files kept: {len(mishaps.set_aside)}" if lines else "sound"
    told = "; ".join(filter(None, (found, mishap_words.known(mishaps))))
    return finding("queue's file", told, ok=not lines, remedy="\n".join(lines))


def left_behind(home: Path) -> Iterator[Finding]:
    """Yield what mishaps left behind; what goes by itself is named, too, and nothing has to be done about it."""
    left = leftovers.found(home)
    if not left:
        return
    lines = leftover_words.lines(left)
    found = ", ".join(one.name for one in left) if lines else " ".join(map(leftover_words.about, left))
    yield finding("leftovers", found, ok=not lines, remedy="\n".join(lines))


def _copies(parts: Parts) -> Iterator[Finding]:
    """Yield what stands of the copies made before updates: they hold sealed forms."""
    kept = parts.retention().kept()
    if kept.copies:
        when = f"each goes once the council has had all that is in it for {kept.hold_days:g} days"
        found = f"{', '.join(kept.copies)}: {when}"
        remedy = " ".join(mishap_words.about_copy(name) for name in kept.overdue)
        yield finding("copies of the queue", found, ok=not kept.overdue, remedy=remedy)


def _refused(parts: Parts) -> Iterator[Finding]:
    """Yield how many saved visits the hub refuses, where it does."""
    drafts = parts.store.drafts.refused()
    if drafts:
        remedy = "\n".join(draft_words.lines(drafts))
        yield finding("saved visits refused", str(sum(one.count for one in drafts)), ok=False, remedy=remedy)


def _hub(parts: Parts) -> Iterator[Finding]:
    identity = parts.store.identity()
    if identity is None:
        yield finding("hub", "not joined yet", ok=False, remedy="Run `kiosk enrol URL CODE`.")
        return
    line = parts.store.outbox.line()
    if line.paused:
        yield finding("hub", f"sending is paused: {line.paused}", ok=False, remedy=meaning(line.paused))
    else:
        yield _answer(parts, identity)
    yield network_checks.certificate(parts.hub_settings(identity.hub_url))


def _answer(parts: Parts, identity: Identity) -> Finding:
    client = parts.hub_client(identity, None)
    trouble = client.why_no_answer()
    client.close()
    if trouble:
        remedy = f"{meaning(trouble)} Nothing is lost meanwhile."
        return finding("hub", f"{identity.hub_url}: {trouble}", ok=False, remedy=remedy)
    return finding("hub", f"{identity.hub_url} answers; this kiosk is {identity.kiosk}", ok=True)
