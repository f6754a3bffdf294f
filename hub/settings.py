"""`hub.toml`: the council's name, its public address and how else people reach it."""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import msgspec
from limits import parse
from limits.errors import ConfigurationError
from limits.storage import storage_from_string

from kiosk.errors import ConfigError
from kiosk.toml_file import load_toml, read_text
from kiosk.toml_lines import line_of
from kiosk.web_address import is_web_address

DEFAULT_PUBLIC_URL = "http://127.0.0.1:8600"
LONGEST_BACKUP_DAYS = 90
LONGEST_BODY_S = 3600


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often one client may ask, as `limits` writes it; `storage` is shared by workers where it names a server.

    `body_seconds`: in so many the whole body of a request must have come.
    """

    tracking: str = "30/minute"
    tracking_for_kiosks: str = "600/minute"
    enrolments: str = "10/minute"
    keys: str = "600/minute"
    drafts: str = "30/minute"  # look-ups of saved visits, by each kiosk
    storage: str = "memory://"
    body_seconds: int = 60  # a kiosk itself waits no longer than that for one request


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other ways to reach the council. A phone call is never the only one (R34)."""

    text: str = ""
    phone: str = ""
    relay: str = ""
    email: str = ""
    web: str = ""
    visit: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that `hub.toml` may say. `database` is a SQLAlchemy address; empty means the embedded one.

    `backup_days`: no more days lie between two backups of it; kiosks keep what they sent for longer than that.
    """

    name: str
    public_url: str = DEFAULT_PUBLIC_URL
    timezone: str = "Europe/London"
    database: str = ""
    backup_days: int = 7
    limits: Limits = Limits()
    contact: Contact = Contact()


def read_settings(file: Path) -> Settings:
    """Return the settings in `file`. Raises ConfigError naming line, key and what would be right."""
    if not file.exists():
        raise ConfigError(file, "is missing.", "Run `hub init` first, or set HUB_HOME to the hub's folder.")
    return check_settings(load_toml(file, Settings), file)


def check_settings(settings: Settings, file: Path) -> Settings:
    """Return `settings` if every value can be used. Raises ConfigError, with a line where `file` is there already."""
    for table, key, problem, remedy in _faults(settings):
        line = line_of(read_text(file), table, None, key) if file.exists() else 0
        raise ConfigError(file, problem, remedy, f"{table}.{key}".lstrip("."), line)
    return settings


def _faults(settings: Settings) -> Iterator[tuple[str, str, str, str]]:
    """Yield (table, key, problem, remedy) of what types cannot say."""
    if not settings.name.strip():
        yield "", "name", "is empty.", "Give the council's name."
    if not is_web_address(settings.public_url):
        yield "", "public_url", "is not a web address.", f"For example {DEFAULT_PUBLIC_URL}."
    try:
        zoneinfo.ZoneInfo(settings.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        yield "", "timezone", "is not a time zone.", "For example Europe/London."
    if not 1 <= settings.backup_days <= LONGEST_BACKUP_DAYS:
        remedy = f"Use 1 to {LONGEST_BACKUP_DAYS}, and back up at least as often."
        yield "", "backup_days", "is no usual time between two backups.", remedy
    for key in ("tracking", "tracking_for_kiosks", "enrolments", "keys", "drafts"):
        try:
            parse(getattr(settings.limits, key))
        except ValueError:
            yield "limits", key, "is not a rate.", "For example 30/minute."
    try:
        storage_from_string(settings.limits.storage)
    except ConfigurationError:
        remedy = 'Use "memory://", or for example "redis://host:6379" once the Python package for it is installed.'
        yield "limits", "storage", "is no storage that works here.", remedy
    if not 1 <= settings.limits.body_seconds <= LONGEST_BODY_S:
        yield "limits", "body_seconds", "is no usual time for a request.", f"Use 1 to {LONGEST_BODY_S}; 60 is usual."
    contact = settings.contact
    if contact.phone and not (contact.text or contact.relay or contact.email):
        remedy = "Add text, relay or email: not everybody can make a voice call."
        yield "contact", "phone", "is the only way to reach the council.", remedy


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

# How else people reach the council. Every tracking page names these ways, and none before you put them in:
# take away the # at the beginning of a line and write your own between the quotation marks.
# A phone call must not be the only way: with `phone` goes `text`, `relay` or `email`.
[contact]
# text = "07700 900123"  # a number that takes text messages
# phone = "01632 960123"
# relay = "18001 01632 960123"  # the same by Relay UK, for people who do not hear or speak on the phone
# email = "hello@council.example"
# web = "https://council.example"
# visit = "Any library, Monday to Saturday"
"""
