"""`hub init`: makes the folder, the keys, the recovery copy and the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from hub.database import Database
from hub.home import Home
from hub.keys import content_key_text, new_secrets, write_keys, write_private
from hub.recovery import encrypt, new_passphrase
from hub.settings import DEFAULT_PUBLIC_URL, Settings, check_settings, write_settings
from kiosk.errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name what `hub init` takes."""
    parser.add_argument("--name", default="Demo Council", help="the council's name, as residents see it")
    parser.add_argument("--public-url", default=DEFAULT_PUBLIC_URL, help="the address that residents' phones reach")


def init(arguments: argparse.Namespace, home: Home) -> int:
    """Set a hub up. Raises ConfigError where one is there already."""
    check_settings(Settings(name=arguments.name, public_url=arguments.public_url), home.settings_file)
    if home.settings_file.exists():
        raise ConfigError(home.settings_file, "is there already: this hub was set up before.", "Nothing was changed.")
    material, passphrase = new_secrets(), new_passphrase()
    recovery_copy = encrypt(material, passphrase)
    try:
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_keys(home.keys, material)
        _replace(home.content_key_file, content_key_text(material))
        _replace(home.recovery_file, recovery_copy)
        home.database_file.touch(mode=0o600)
    except OSError as error:
        raise ConfigError(
            home.path, "cannot be written.", "Set HUB_HOME to a folder of your own.", "HUB_HOME"
        ) from error
    database = Database(home.database_url)
    database.upgrade()
    database.close()
    write_settings(home.settings_file, arguments.name, arguments.public_url)
    print(_NEXT.format(home=home.path, passphrase=passphrase, copy=home.recovery_file, content=home.content_key_file))
    return 0


def _replace(file: Path, data: bytes) -> None:
    """Write a secret file anew; one left by an attempt that broke off is of no use any more."""
    file.unlink(missing_ok=True)
    write_private(file, data)


_NEXT = """\
The hub is set up in {home}

Recovery passphrase, shown only now:

    {passphrase}

1. Write the passphrase on paper and lock the paper away.
2. Move {copy}
   to another place than this machine and the paper. Without both, a broken disk means that
   nobody can ever read what residents sent. Try it: hub recovery check FILE
3. Move {content}
   to a memory stick kept offline. It signs what kiosks show, and the hub does not need it.

Then: hub serve"""
