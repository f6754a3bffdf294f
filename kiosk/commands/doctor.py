"""`kiosk doctor`: every device, permission, clock, disk, font, voice and network check, each with its remedy."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from kiosk.clock import SystemClock
from kiosk.command_line import add_command
from kiosk.commands import draft_words, leftover_words, mishap_words, network_checks
from kiosk.commands.content_words import warnings
from kiosk.commands.output import print_json
from kiosk.commands.trouble_words import meaning
from kiosk.config import Config, kiosk_home, load_config
from kiosk.contents import Standing, shown
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import KioskError, NotJoinedError
from kiosk.parts import Parts
from kiosk.protocols import Finding, PrinterState
from offline import high_water, leftovers
from offline.database import StorageError
from offline.identity import Identity

_LITTLE_SPACE = 200 * 1024 * 1024
_PRINTER_REMEDIES = {
    PrinterState.NONE: "Name one in kiosk.toml under [printer]; receipts show on the screen alone without it.",
    PrinterState.PAPER_LOW: "Put a new roll in soon.",
    PrinterState.PAPER_OUT: "Put paper in; what waits prints by itself.",
    PrinterState.COVER_OPEN: "Close its cover; what waits prints by itself.",
    PrinterState.OFFLINE: "Switch it on, and check its cable and its address in kiosk.toml.",
}


def run(arguments: argparse.Namespace) -> int:
    """Look at everything, and say what helps."""
    if arguments.network:
        return _network(as_json=arguments.json)
    findings = list(examine(kiosk_home()))
    if arguments.json:
        print_json(findings)
    else:
        for finding in findings:
            print(f"{'well ' if finding.ok else 'LOOK '} {finding.check}: {finding.found}")
            if finding.remedy and not finding.ok:
                print(indent(finding.remedy, " " * 7))
    return 0 if all(finding.ok for finding in findings) else 1


def _network(*, as_json: bool) -> int:
    """Print what the network must let through, for whoever looks after it."""
    with Parts.open(kiosk_home(), read_only=True) as parts:
        identity = parts.store.identity()
        if identity is None:
            raise NotJoinedError
        needs = network_checks.for_the_firewall_team(parts.hub_settings(identity.hub_url))
    if as_json:
        print_json(needs)
    else:
        print("For the firewall team: this kiosk needs")
        for name, value in needs.items():
            print(f"  {name}: {value}")
    return 0


def examine(home: Path) -> Iterator[Finding]:
    """Yield every finding. Reads only; the kiosk may be open meanwhile."""
    yield _finding("python", sys.version.split()[0], ok=True)
    config, finding = _config(home)
    yield finding
    if finding.ok:  # else nobody knows which content is meant
        yield from _content(home, config)
    yield from _disk(home)
    yield _clock(config)
    yield from _queue(home)
    yield from _leftovers(home)
    yield _secrets()
    yield _display()
    yield _fonts()
    yield _letter_shapes()
    yield from _voices(config)


def _finding(check: str, found: str, *, ok: bool, remedy: str = "") -> Finding:
    return Finding(check, ok, found, "" if ok else remedy)


def _config(home: Path) -> tuple[Config, Finding]:
    try:
        config = load_config(home)
    except KioskError as error:
        return Config(), _finding("configuration", str(error), ok=False, remedy="Mend kiosk.toml.")
    there = (home / "kiosk.toml").exists()
    return config, _finding("configuration", "kiosk.toml is fine" if there else "no kiosk.toml: the defaults", ok=True)


def _content(home: Path, config: Config) -> Iterator[Finding]:
    try:
        pack, standing = _pack(home, config)
        addresses = len(pack.gazetteer.all_addresses())
    except KioskError as error:
        yield _finding("content", str(error), ok=False, remedy="Run `kiosk check`.")
        return
    found = f"{pack.council.name}: {len(pack.journeys)} journeys, {addresses} addresses"
    yield _finding("content", found + (f", version {standing.version}" if standing.version else ""), ok=True)
    for warning in warnings(standing):
        yield _finding("published content", warning, ok=False)
    for code in pack.council.languages:
        try:
            pack.language(code)
            yield _finding(f"language {code}", "its catalogue is there", ok=True)
        except KioskError as error:
            yield _finding(f"language {code}", str(error), ok=False, remedy="Put the catalogue into the pack.")


def _pack(home: Path, config: Config) -> tuple[CouncilPack, Standing]:
    """Return the pack that is shown; a queue that cannot be read is a finding of its own."""
    try:
        return shown(home, config)
    except StorageError:
        return load_council_pack(config.council_folder(home)), Standing()


def _disk(home: Path) -> Iterator[Finding]:
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    remedy = "Free some space: new forms are refused when none is left."
    yield _finding("disk", f"{free // 1024**2} MB free", ok=free > _LITTLE_SPACE, remedy=remedy)
    yield _folder(home, place)


def _folder(home: Path, nearest: Path) -> Finding:
    if not home.exists():
        found = "made at the first start" if os.access(nearest, os.W_OK) else f"cannot be made in {nearest}"
        return _finding("folder", found, ok=os.access(nearest, os.W_OK), remedy="Name another place in KIOSK_HOME.")
    if not home.is_dir():
        return _finding("folder", f"{home} is a file", ok=False, remedy="Name a folder in KIOSK_HOME.")
    if not os.access(home, os.W_OK | os.X_OK):
        remedy = f"Give this user the right to write into {home}: nothing can be stored until then."
        return _finding("folder", "may not be written", ok=False, remedy=remedy)
    others = home.stat().st_mode & 0o077
    remedy = f"Run `chmod 700 {home}`."
    return _finding("folder", "open to others" if others else "closed to others", ok=not others, remedy=remedy)


def _clock(config: Config) -> Finding:
    trusted = SystemClock(always_trusted=config.always_trust_clock).trusted()
    remedy = "Set up time synchronisation (systemd-timesyncd or chrony); until then no dates are promised."
    return _finding("clock", "kept in step" if trusted else "not known to be kept in step", ok=trusted, remedy=remedy)


def _queue(home: Path) -> Iterator[Finding]:
    if not (home / "queue.db").exists() and (home / high_water.FILE).exists():
        remedy = "Start `kiosk run`: it goes on with a new file. Find out who removed this one, and call support."
        yield _finding("queue", "its file has gone", ok=False, remedy=remedy)
        return
    if not (home / "queue.db").exists():
        yield _finding("hub", "not joined yet", ok=False, remedy="Run `kiosk enrol URL CODE`.")
        return
    try:
        with Parts.open(home, read_only=True) as parts:
            parts.store.check()
            yield _finding("queue", f"{parts.store.outbox.unsent()} submissions wait", ok=True)
            yield from _set_aside(parts)
            yield _mishaps(parts)
            yield from _copies(parts)
            yield from _refused(parts)
            yield from _hub(parts)
            state = parts.printer.state()
            yield _finding(
                "printer", state.value, ok=state is PrinterState.READY, remedy=_PRINTER_REMEDIES.get(state, "")
            )
    except KioskError as error:
        remedy = "Keep the folder as it is: change, delete and put back nothing in it."
        yield _finding("queue", str(error), ok=False, remedy=remedy)


def _set_aside(parts: Parts) -> Iterator[Finding]:
    """Yield the forms that do not go by themselves, each reason once with its codes."""
    codes: dict[str, list[str]] = {}
    for code, reason in parts.store.outbox.quarantined():
        codes.setdefault(reason, []).append(code)
    if codes:
        remedy = "\n".join(f"{meaning(reason)} ({reason}: {', '.join(of)})" for reason, of in codes.items())
        yield _finding("forms set aside", str(sum(map(len, codes.values()))), ok=False, remedy=remedy)


def _mishaps(parts: Parts) -> Finding:
    mishaps = parts.store.mishaps()
    lines = mishap_words.lines(mishaps, parts.clock.now())
    unseen = sum(one.seen_at is None for one in mishaps.missing)
    found = f"forms missing: {unseen}, damaged files kept: {len(mishaps.set_aside)}" if lines else "sound"
    told = "; ".join(filter(None, (found, mishap_words.known(mishaps))))
    return _finding("queue's file", told, ok=not lines, remedy="\n".join(lines))


def _leftovers(home: Path) -> Iterator[Finding]:
    """Yield what mishaps left behind; what goes by itself is named, too, and nothing has to be done about it."""
    left = leftovers.found(home)
    if not left:
        return
    lines = leftover_words.lines(left)
    found = ", ".join(one.name for one in left) if lines else " ".join(map(leftover_words.about, left))
    yield _finding("leftovers", found, ok=not lines, remedy="\n".join(lines))


def _copies(parts: Parts) -> Iterator[Finding]:
    """Yield what stands of the copies made before updates: they hold sealed forms."""
    kept = parts.retention().kept()
    if kept.copies:
        when = f"each goes once the council has had all that is in it for {kept.hold_days:g} days"
        found = f"{', '.join(kept.copies)}: {when}"
        remedy = " ".join(mishap_words.about_copy(name) for name in kept.overdue)
        yield _finding("copies of the queue", found, ok=not kept.overdue, remedy=remedy)


def _refused(parts: Parts) -> Iterator[Finding]:
    """Yield how many saved visits the hub refuses, where it does."""
    drafts = parts.store.drafts.refused()
    if drafts:
        remedy = "\n".join(draft_words.lines(drafts))
        yield _finding("saved visits refused", str(sum(one.count for one in drafts)), ok=False, remedy=remedy)


def _hub(parts: Parts) -> Iterator[Finding]:
    identity = parts.store.identity()
    if identity is None:
        yield _finding("hub", "not joined yet", ok=False, remedy="Run `kiosk enrol URL CODE`.")
        return
    line = parts.store.outbox.line()
    if line.paused:
        yield _finding("hub", f"sending is paused: {line.paused}", ok=False, remedy=meaning(line.paused))
    else:
        yield _answer(parts, identity)
    yield network_checks.certificate(parts.hub_settings(identity.hub_url))


def _answer(parts: Parts, identity: Identity) -> Finding:
    client = parts.hub_client(identity, None)
    trouble = client.why_no_answer()
    client.close()
    if trouble:
        remedy = f"{meaning(trouble)} Nothing is lost meanwhile."
        return _finding("hub", f"{identity.hub_url}: {trouble}", ok=False, remedy=remedy)
    return _finding("hub", f"{identity.hub_url} answers; this kiosk is {identity.kiosk}", ok=True)


def _secrets() -> Finding:
    from offline import secrets

    try:
        known = secrets.choose(kiosk_home()).read()
    except KioskError as error:
        return _finding("secrets", str(error), ok=False, remedy="Without them capture goes on, and sending waits.")
    if os.environ.get("KIOSK_SECRETS") == "file":
        remedy = "Use the keyring or a systemd credential outside demonstrations and tests."
        return _finding("secrets", "in a file", ok=False, remedy=remedy)
    return _finding("secrets", "readable" if known else "readable, none kept yet", ok=True)


def _display() -> Finding:
    named = next((name for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM") if os.environ.get(name)), "")
    remedy = "Start the kiosk from a graphical session."
    return _finding("display", f"{named}={os.environ[named]}" if named else "none", ok=bool(named), remedy=remedy)


def _fonts() -> Finding:
    from accessibility.fonts import missing_fonts

    missing = missing_fonts()
    remedy = "Install Civic Kiosk again."
    return _finding("fonts", f"missing: {', '.join(missing)}" if missing else "there", ok=not missing, remedy=remedy)


def _letter_shapes() -> Finding:
    from PIL import features

    shaped = bool(features.check_feature("raqm"))
    remedy = "Install libfribidi0: receipts in Arabic or Bengali would have unjoined letters."
    return _finding("receipt letters", "shaped by Raqm" if shaped else "not shaped", ok=shaped, remedy=remedy)


def _voices(config: Config) -> Iterator[Finding]:
    from accessibility.speech.engine import find_engine
    from accessibility.speech.voice import why_no_sound, why_no_voice

    if not config.speech.on:
        yield _finding("listen", "switched off in kiosk.toml", ok=True)
        return
    engine = find_engine()
    for code in ("en", "cy"):
        reason = why_no_voice(engine, code)
        yield _finding(f"voice {code}", reason or "there", ok=not reason, remedy="Until then Listen is not offered.")
    reason = why_no_sound()
    yield _finding("sound", reason or "there", ok=not reason, remedy="Until then Listen is not offered.")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "doctor", "look at everything, and say what helps where it is not well")
    parser.add_argument("--network", action="store_true", help="only what the firewall team must let through")
    parser.add_argument("--json", action="store_true", help="as one JSON list (--network: one object)")
    parser.set_defaults(run=run)
