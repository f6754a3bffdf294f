"""`hub recovery`: tries the recovery copy, brings keys back, and tells kiosks of a restored database."""

from __future__ import annotations

import argparse
import getpass
import sys

from hub.commands.output import print_json
from hub.database import begin_new_epoch
from hub.home import Home
from hub.keys import Secrets, load_keys
from hub.parts import Parts
from hub.recovery import decrypt
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


def _compare(material: Secrets, home: Home) -> None:
    here = load_keys(home.keys)
    kept = set(material.sealing)
    if bytes(here.receipt) != material.receipt or here.token != material.token:
        raise RecoveryError("The recovery copy opens, but it is another hub's: its keys are not the ones here.")
    if any(bytes(key) not in kept for key in here.sealing):
        raise RecoveryError("The recovery copy is older than the newest sealing key here. Make a new one.")


def _passphrase() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Recovery passphrase: ")
    return sys.stdin.readline()
