"""`hub.toml`: the council's name, its public address and how else people reach it."""

from __future__ import annotations

import json
import re
import tomllib
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from limits import parse

from kiosk.errors import ConfigError

DEFAULT_PUBLIC_URL = "http://127.0.0.1:8600"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often one client may ask, as `limits` writes it; `storage` is shared by workers where it names a server."""

    tracking: str = "30/minute"
    tracking_for_kiosks: str = "600/minute"
    enrolments: str = "10/minute"
    storage: str = "memory://"


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other ways to reach the council. A phone call is never the only one (R34)."""

    text: str = ""
    phone: str = ""
    relay: str = ""
    email: str = ""
    web: str = ""
    visit: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that `hub.toml` may say. `database` is a SQLAlchemy address; empty means the embedded one."""

    name: str
    public_url: str = DEFAULT_PUBLIC_URL
    timezone: str = "Europe/London"
    database: str = ""
    limits: Limits = Limits()
    contact: Contact = Contact()


def read_settings(file: Path) -> Settings:
    """Return the settings in `file`. Raises ConfigError naming the key and what would be right."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(file, "is missing.", "Run `hub init` first, or set HUB_HOME to the hub's folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, "cannot be read as UTF-8 text.") from error
    try:
        return check_settings(msgspec.convert(tomllib.loads(text), Settings), file)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise ConfigError(file, f"is not TOML: {error}", line=int(place[1]) if place else 0) from error
    except msgspec.ValidationError as error:
        problem, _, where = str(error).partition(" - at ")
        named = re.search(r"(?:field|unknown field) `(\w+)`", problem)
        key = ".".join(
            part for part in (where.strip("`").removeprefix("$").strip("."), named[1] if named else "") if part
        )
        raise ConfigError(file, f"{problem}.", f"Known keys: {', '.join(Settings.__struct_fields__)}.", key) from error


def check_settings(settings: Settings, file: Path) -> Settings:
    """Return `settings` if every value can be used. Raises ConfigError."""
    if not settings.name.strip():
        raise ConfigError(file, "is empty.", "Give the council's name.", "name")
    address = urlsplit(settings.public_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ConfigError(file, "is not a web address.", f"For example {DEFAULT_PUBLIC_URL}.", "public_url")
    try:
        zoneinfo.ZoneInfo(settings.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(file, "is not a time zone.", "For example Europe/London.", "timezone") from error
    for key in ("tracking", "tracking_for_kiosks", "enrolments"):
        try:
            parse(getattr(settings.limits, key))
        except ValueError as error:
            raise ConfigError(file, "is not a rate.", "For example 30/minute.", f"limits.{key}") from error
    contact = settings.contact
    if contact.phone and not (contact.text or contact.relay or contact.email):
        remedy = "Add text, relay or email: not everybody can make a voice call."
        raise ConfigError(file, "is the only way to reach the council.", remedy, "contact.phone")
    return settings


def write_settings(file: Path, name: str, public_url: str) -> None:
    """Write a first `hub.toml` with comments on what else may stand there. Raises ConfigError."""
    check_settings(Settings(name=name, public_url=public_url), file)
    quoted = [json.dumps(value, ensure_ascii=False) for value in (name, public_url)]
    file.write_text(_FIRST.format(name=quoted[0], public_url=quoted[1]), encoding="utf-8")


_FIRST = """\
# Civic Kiosk hub. Every key but `name` may be left out.
name = {name}
# The address that residents' phones reach: receipts carry it in their square code.
public_url = {public_url}
timezone = "Europe/London"
# database = "postgresql+psycopg://hub@database.example/hub"

# [limits]
# tracking = "30/minute"

# Other ways to reach the council, shown below every tracking page. A call is never the only one.
# [contact]
# text = "07700 900123"
# phone = "01632 960123"
# relay = "18001 01632 960123"
# email = "hello@council.example"
# web = "https://council.example"
# visit = "Any library, Monday to Saturday"
"""
