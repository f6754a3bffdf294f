"""`hub keys`: which keys this hub has and had, and new ones in their place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hub.commands.output import print_json, print_table
from hub.commands.recovery import print_copy
from hub.key_records import read_record, take_turns
from hub.keys import Keys
from hub.parts import Parts
from hub.recovery_copies import content_at_hand, make_copy, warnings
from hub.rotation import Rotation, prepare, take_into_use
from kiosk.errors import ConfigError
from offline.wire import key_id


def list_keys(arguments: argparse.Namespace, parts: Parts) -> int:
    """List the keys, the last recovery copy and the last drill, and what should be done."""
    keys = parts.keys
    with parts.database.reading() as connection:
        copy, drill = read_record(connection, "recovery copy"), read_record(connection, "recovery drill")
        said = list(warnings(connection, keys, parts.now()))
    listed = list(_listed(keys))
    if arguments.json:
        print_json({"keys": listed, "recovery_copy": copy, "recovery_drill": drill, "warnings": said})
        return 0
    rows = [(one["kind"], one["id"], _day(one["since"]), "in use" if one["current"] else "retired") for one in listed]
    print_table(("KIND", "ID", "SINCE", "STATE"), rows)
    made = _day(copy.at) if copy else "with hub init"
    print(f"Last recovery copy: {made}. Last drill: {_day(drill.at) if drill else 'never'}.")
    for warning in said:
        print(warning)
    return 0


def rotate(arguments: argparse.Namespace, parts: Parts) -> int:
    """Take a new key into use, once a recovery copy holds it and its passphrase was shown."""
    home = parts.home
    with parts.database.writing() as connection:
        take_turns(connection)
        rotation = prepare(parts.keys, arguments.kind, parts.now(), content_at_hand(home))
        copy = make_copy(connection, home, rotation.material, parts.now())
        if arguments.json:
            about = {"kind": rotation.kind, "id": rotation.new_id, "former": rotation.former_id}
            print_json({**about, "recovery_copy": str(copy.file), "passphrase": copy.passphrase})
            sys.stdout.flush()
        else:
            print(f"A new {rotation.kind} key, {rotation.new_id}, takes the place of {rotation.former_id}.\n")
            print_copy(copy, complete=bool(rotation.material.content))
        try:
            take_into_use(home.keys, rotation)
        except OSError as error:
            raise ConfigError(home.keys, "cannot be written.", "The former key stays in use.") from error
    if not arguments.json:
        _say_in_use(rotation, parts)
    return 0


def _say_in_use(rotation: Rotation, parts: Parts) -> None:
    print("\nThe new key is in use. Every hub that runs on these keys takes it up by itself, and kiosks learn it.")
    invited = [one.name for one in parts.kiosks.listed() if one.state == "invited"]
    if rotation.kind == "receipt" and invited:
        print(f"Enrolment codes name the receipt key. New ones are needed for: {', '.join(invited)}")


def _listed(keys: Keys) -> Iterator[dict[str, Any]]:
    since = keys.history.since
    public = keys.public()
    sealing = list(keys.openers())
    receipts = [public.receipt_id, *(key_id(former) for former in reversed(keys.history.retired))]
    for kind, ids in (("sealing", sealing), ("receipt", receipts), ("content", [public.content_id])):
        for name in ids:
            yield {"kind": kind, "id": name, "since": since.get(name), "current": name == ids[0]}


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d}"
