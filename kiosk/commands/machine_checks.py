"""What `kiosk doctor` finds of the computer: disk, folder, clock, secrets, display, fonts, voices."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.commands.findings import finding
from kiosk.config import Config, kiosk_home
from kiosk.errors import KioskError
from kiosk.protocols import Finding

_LITTLE_SPACE = 200 * 1024 * 1024


def disk(home: Path) -> Iterator[Finding]:
    """Yield the room that is left, and whether the kiosk's folder is its own and can be written."""
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    remedy = "Free some space: new forms are refused when none is left."
    yield finding("disk", f"{free // 1024**2} MB free", ok=free > _LITTLE_SPACE, remedy=remedy)
    yield _folder(home, place)


def _folder(home: Path, nearest: Path) -> Finding:
    if not home.exists():
        found = "made at the first start" if os.access(nearest, os.W_OK) else f"cannot be made in {nearest}"
        return finding("folder", found, ok=os.access(nearest, os.W_OK), remedy="Name another place in KIOSK_HOME.")
    if not home.is_dir():
        return finding("folder", f"{home} is a file", ok=False, remedy="Name a folder in KIOSK_HOME.")
    if not os.access(home, os.W_OK | os.X_OK):
        remedy = f"Give this user the right to write into {home}: nothing can be stored until then."
        return finding("folder", "may not be written", ok=False, remedy=remedy)
    others = home.stat().st_mode & 0o077
    remedy = f"Run `chmod 700 {home}`."
    return finding("folder", "open to others" if others else "closed to others", ok=not others, remedy=remedy)


def clock(config: Config) -> Finding:
    """Say whether days may be promised."""
    trusted = SystemClock(always_trusted=config.always_trust_clock).trusted()
    remedy = "Set up time synchronisation (systemd-timesyncd or chrony); until then no dates are promised."
    return finding("clock", "kept in step" if trusted else "not known to be kept in step", ok=trusted, remedy=remedy)


def secrets() -> Finding:
    """Say whether the device's keys can be read, and from where."""
    from offline import secrets

    try:
        known = secrets.choose(kiosk_home()).read()
    except KioskError as error:
        return finding("secrets", str(error), ok=False, remedy="Without them capture goes on, and sending waits.")
    if os.environ.get("KIOSK_SECRETS") == "file":
        remedy = "Use the keyring or a systemd credential outside demonstrations and tests."
        return finding("secrets", "in a file", ok=False, remedy=remedy)
    return finding("secrets", "readable" if known else "readable, none kept yet", ok=True)


def display() -> Finding:
    """Say which display a window would open on."""
    named = next((name for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM") if os.environ.get(name)), "")
    remedy = "Start the kiosk from a graphical session."
    return finding("display", f"{named}={os.environ[named]}" if named else "none", ok=bool(named), remedy=remedy)


def fonts() -> Finding:
    """Say whether the letters of the screens are there."""
    from accessibility.fonts import missing_fonts

    missing = missing_fonts()
    remedy = "Install Civic Kiosk again."
    return finding("fonts", f"missing: {', '.join(missing)}" if missing else "there", ok=not missing, remedy=remedy)


def letter_shapes() -> Finding:
    """Say whether receipts can join letters that belong together."""
    from PIL import features

    shaped = bool(features.check_feature("raqm"))
    remedy = "Install libfribidi0: receipts in Arabic or Bengali would have unjoined letters."
    return finding("receipt letters", "shaped by Raqm" if shaped else "not shaped", ok=shaped, remedy=remedy)


def voices(config: Config) -> Iterator[Finding]:
    """Yield whether Listen has a voice for each language, and sound."""
    from accessibility.speech.engine import find_engine
    from accessibility.speech.voice import why_no_sound, why_no_voice

    if not config.speech.on:
        yield finding("listen", "switched off in kiosk.toml", ok=True)
        return
    engine = find_engine()
    for code in ("en", "cy"):
        reason = why_no_voice(engine, code)
        yield finding(f"voice {code}", reason or "there", ok=not reason, remedy="Until then Listen is not offered.")
    reason = why_no_sound()
    yield finding("sound", reason or "there", ok=not reason, remedy="Until then Listen is not offered.")
