"""`hub recovery`: tries the recovery copy, brings keys back, and tells kiosks of a restored database."""

from __future__ import annotations

import argparse
import getpass
import sys

from hub.commands.output import print_json, who
from hub.database import begin_new_epoch
from hub.drill import run_drill
from hub.home import Home
from hub.keys import Secrets, load_keys
from hub.parts import Parts
from hub.recovery import decrypt
from hub.recovery_copies import Copy, content_at_hand, make_copy
from hub.restoring import restore_keys
from kiosk.errors import ConfigError, KioskError


class RecoveryError(KioskError):
    """The recovery copy is not this hub's."""


def check(arguments: argparse.Namespace, home: Home) -> int:
    """Open a recovery copy with the passphrase, and compare it with the keys here, if there are any."""
    material = decrypt(arguments.file, _passphrase())
    if home.keys.exists():
        _compare(material, home)
        print(f"The recovery copy opens, and holds the keys of the hub in {home.path}.")
    else:
        print("The recovery copy opens. There are no keys here to compare it with.")
    return 0


def copy(arguments: argparse.Namespace, parts: Parts) -> int:
    """Write a new recovery copy of the keys as they are now, and show its passphrase once."""
    material = parts.keys.secrets(content_at_hand(parts.home))
    with parts.database.writing() as connection:
        made = make_copy(connection, parts.home, material, parts.now())
    if arguments.json:
        print_json({"recovery_copy": str(made.file), "passphrase": made.passphrase})
    else:
        print_copy(made, complete=bool(material.content))
    return 0


def print_copy(made: Copy, *, complete: bool) -> None:
    """Show the passphrase of a copy, and say where both belong. Nothing is taken into use before this was written."""
    former = _FORMER_TOO if complete else _FORMER_WITH_CONTENT
    print(_KEEP.format(passphrase=made.passphrase, file=made.file, former=former), flush=True)


def drill(arguments: argparse.Namespace, parts: Parts) -> int:
    """Prove that a recovery copy opens what this hub received, and remember when."""
    done = run_drill(parts.database, parts.keys, decrypt(arguments.file, _passphrase()), who(), parts.now())
    if arguments.json:
        print_json({"opened": done.opened, "probe": done.probe, "at": parts.now()})
        return 0
    opened = [f"{done.opened} of the forms that came in"] if done.opened else []
    opened += ["a probe sealed to the present key"] if done.probe else []
    print(f"The recovery copy holds every key of this hub, and opened {' and '.join(opened)}.")
    return 0


def restore(arguments: argparse.Namespace, home: Home) -> int:
    """Write the keys of a recovery copy that are missing here; one that is here is never overwritten."""
    material = decrypt(arguments.file, _passphrase())
    try:
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = restore_keys(home.keys, material)
    except OSError as error:
        raise ConfigError(
            home.path, "cannot be written.", "Set HUB_HOME to a folder of your own.", "HUB_HOME"
        ) from error
    if written:
        print(f"Back in {home.keys}: {', '.join(written)}.")
    else:
        print(f"All keys are in {home.keys} already, and are the ones in the recovery copy. Nothing was changed.")
    if not home.settings_file.exists():
        print("hub.toml is missing: bring it back from the backup, or write a new one with")
        print("`hub init --keep-keys --name NAME --public-url URL`.")
    print("After a database from a backup run `hub recovery new-epoch`: kiosks send again what it may lack.")
    return 0


def new_epoch(arguments: argparse.Namespace, parts: Parts) -> int:
    """Make kiosks send again what they still hold, after the database came from a backup."""
    with parts.database.writing() as connection:
        epoch = begin_new_epoch(connection)
    if arguments.json:
        print_json({"epoch": epoch})
    else:
        print(f"A new epoch began ({epoch}): each kiosk sends again what it still holds when it next connects.")
    return 0


_FORMER_TOO = "Keep former copies with their passphrases until this one was tried."
_FORMER_WITH_CONTENT = (
    "Keep the first copy with its passphrase: besides the memory stick it alone holds the content key's secret half."
)
_KEEP = """\
Recovery passphrase of the new copy, shown only now:

    {passphrase}

1. Write the passphrase on paper and lock the paper away. It belongs to this copy alone.
2. Move {file}
   to another place than this machine and the paper. Try it: hub recovery drill FILE
3. {former}"""


def _compare(material: Secrets, home: Home) -> None:
    here = load_keys(home.keys)
    kept = set(material.sealing)
    if here.token != material.token:
        raise RecoveryError("The recovery copy opens, but it is another hub's: its keys are not the ones here.")
    if bytes(here.receipt) != material.receipt or any(bytes(key) not in kept for key in here.sealing):
        raise RecoveryError(
            "The recovery copy is older than the newest key here. Try the newest copy, or make one: hub recovery copy"
        )


def _passphrase() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Recovery passphrase: ")
    return sys.stdin.readline()
