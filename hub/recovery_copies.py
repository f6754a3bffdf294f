"""Recovery copies of the keys as they are now: written beside the former ones, read back, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection

from hub.home import Home
from hub.key_records import ids_in, ids_of, read_record, write_record
from hub.keys import Keys, Secrets, read_key_file, write_private
from hub.recovery import decrypt, encrypt, new_passphrase
from kiosk.errors import ConfigError

_DRILL_EVERY = timedelta(days=365)


@dataclass(frozen=True)
class Copy:
    """A recovery copy that was just made, and its passphrase, shown only once."""

    file: Path
    passphrase: str


def content_at_hand(home: Home) -> bytes:
    """Return the content key's secret half where it was not carried away yet, else nothing. Raises ConfigError."""
    return read_key_file(home.content_key_file, one=True)[0] if home.content_key_file.exists() else b""


def make_copy(connection: Connection, home: Home, material: Secrets, at: datetime) -> Copy:
    """Write a recovery copy of these keys to a new file, prove that it opens, and remember it in the transaction.

    A former copy is never touched: it may be the only one that holds the content key. Raises ConfigError.
    """
    passphrase = new_passphrase()
    file = _free(home, at)
    try:
        write_private(file, encrypt(material, passphrase))
    except OSError as error:
        raise ConfigError(file, "cannot be written.", "Nothing was changed.") from error
    if decrypt(file, passphrase) != material:
        raise ConfigError(file, "does not hold what was written.", "Nothing was changed. Check the disk.")
    write_record(connection, "recovery copy", at, ids_in(material))
    return Copy(file, passphrase)


def warnings(connection: Connection, keys: Keys, at: datetime) -> Iterator[str]:
    """Yield what staff should know of the recovery copy, in words."""
    here = ids_of(keys)
    ever = here | set(keys.history.since)
    copy, drill = read_record(connection, "recovery copy"), read_record(connection, "recovery drill")
    first = len(keys.sealing) == 1 and not keys.history.links  # `hub init` left a copy of these
    if not (first or (copy is not None and here <= set(copy.keys))):
        yield "No recovery copy holds the newest keys. Make one: hub recovery copy"
    if copy is not None and not set(copy.keys) <= ever:
        yield "This hub had newer keys than are here. Bring them back from a newer copy: hub recovery restore FILE"
    if drill is None:
        yield "No recovery copy was ever tried. Try it: hub recovery drill FILE"
    elif not here <= set(drill.keys):
        yield "The copy that was tried is older than the newest key. Try the newest one: hub recovery drill FILE"
    elif at - drill.at > _DRILL_EVERY:
        yield "The recovery copy was not tried for more than a year. Try it: hub recovery drill FILE"


def _free(home: Home, at: datetime) -> Path:
    """Return a name that no file has yet."""
    names = (f"recovery-copy-{at:%Y-%m-%d}{suffix}.json" for suffix in chain([""], (f"-{n}" for n in count(2))))
    return next(file for name in names if not (file := home.path / name).exists())
