"""`hub recovery`: tries the recovery copy, brings keys back, and tells kiosks of a restored database."""

from __future__ import annotations

import argparse
import getpass
import sys

from hub.database import begin_new_epoch
from hub.home import Home
from hub.keys import Secrets, load_keys, write_keys
from hub.parts import Parts
from hub.recovery import decrypt
from kiosk.errors import KioskError


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
    """Write the keys of a recovery copy into a folder that has none."""
    material = decrypt(arguments.file, _passphrase())
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_keys(home.keys, material)
    print(f"The keys are back in {home.keys}. Bring hub.toml and the database back from the backup,")
    print("then run `hub recovery new-epoch`, so that kiosks send again what the backup may lack.")
    return 0


def new_epoch(_arguments: argparse.Namespace, parts: Parts) -> int:
    """Make kiosks send again what they still hold, after the database came from a backup."""
    with parts.database.writing() as connection:
        begin_new_epoch(connection)
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
