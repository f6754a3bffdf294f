"""`hub init`: makes the folder, the keys, the recovery copy and the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from hub.database import Database
from hub.home import Home
from hub.keys import content_key_text, load_keys, new_secrets, write_keys, write_private
from hub.parts import utc_now
from hub.recovery import encrypt, new_passphrase
from hub.settings import DEFAULT_PUBLIC_URL, Settings, check_settings, write_settings
from kiosk.errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name what `hub init` takes."""
    parser.add_argument("--name", default="Demo Council", help="the council's name, as residents see it")
    parser.add_argument(
        "--public-url", metavar="URL", default=DEFAULT_PUBLIC_URL, help="the address that residents' phones reach"
    )
    parser.add_argument(
        "--keep-keys", action="store_true", help="the keys are here (restored): write only the hub.toml that is missing"
    )


def init(arguments: argparse.Namespace, home: Home) -> int:
    """Set a hub up. Raises ConfigError where one is there already."""
    check_settings(Settings(name=arguments.name, public_url=arguments.public_url), home.settings_file)
    if home.settings_file.exists():
        raise ConfigError(home.settings_file, "is there already: this hub was set up before.", "Nothing was changed.")
    if arguments.keep_keys:
        load_keys(home.keys)
        said = _KEPT.format(settings=home.settings_file)
    elif home.keys.exists():
        raise ConfigError(home.keys, "holds keys already, but hub.toml is missing.", _KEYS_THERE)
    else:
        said = _NEXT.format(
            home=home.path,
            passphrase=_make_keys(home),
            copy=home.recovery_file,
            content=home.content_key_file,
            settings=home.settings_file,
        )
    try:
        home.database_file.touch(mode=0o600)
        database = Database(home.database_url)
        database.upgrade()
        database.close()
        write_settings(home.settings_file, arguments.name, arguments.public_url)
    except OSError as error:
        raise _not_written(home) from error
    print(said)
    return 0


def _make_keys(home: Home) -> str:
    """Make the keys and their recovery copy, and return the copy's passphrase. Raises ConfigError."""
    material, passphrase = new_secrets(utc_now()), new_passphrase()
    recovery_copy = encrypt(material, passphrase)
    try:
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_keys(home.keys, material)
        _replace(home.content_key_file, content_key_text(material))
        _replace(home.recovery_file, recovery_copy)
    except OSError as error:
        raise _not_written(home) from error
    return passphrase


def _not_written(home: Home) -> ConfigError:
    return ConfigError(home.path, "cannot be written.", "Set HUB_HOME to a folder of your own.", "HUB_HOME")


def _replace(file: Path, data: bytes) -> None:
    """Write a secret file anew; one left by an attempt that broke off is of no use any more."""
    file.unlink(missing_ok=True)
    write_private(file, data)


_KEYS_THERE = (
    "Nothing was changed. For a new hub.toml with these keys: `hub init --keep-keys --name NAME --public-url URL`. "
    "If an earlier `hub init` broke off before it showed a passphrase, move that folder away and run `hub init` again."
)

_KEPT = """\
Written anew: {settings}
The keys and the database are as they were. Look through hub.toml: [contact], [limits] and
a `database` elsewhere have to be put in again.

Then: hub serve"""

_NEXT = """\
The hub is set up in {home}

Recovery passphrase, shown only now:

    {passphrase}

1. Write the passphrase on paper and lock the paper away.
2. Move {copy}
   to another place than this machine and the paper. Without both, a broken disk means that
   nobody can ever read what residents sent. Try it: hub recovery drill FILE
3. Move {content}
   to a memory stick kept offline. It signs what kiosks show, and the hub does not need it.
4. Write into {settings}
   how people reach the council, below [contact].

Then: hub serve"""
