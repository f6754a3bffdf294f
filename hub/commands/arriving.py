"""`hub arriving`: what lacks attached files still, and taking one in without them."""

from __future__ import annotations

import argparse

from hub import attachments
from hub.commands.output import print_json, print_table, who
from hub.parts import Parts
from hub.receiving import Receiving
from kiosk.command_line import tracking_code_in


def list_arriving(arguments: argparse.Namespace, parts: Parts) -> int:
    """List what is on its way, oldest first: its kiosk brings the rest by itself."""
    with parts.database.reading() as connection:
        found = attachments.on_their_way(connection)
    if arguments.json:
        print_json(found)
    else:
        rows = [
            (one.tracking_code, one.kiosk, f"{one.began_at:%Y-%m-%d %H:%M}", f"{one.here} of {one.chunks}")
            for one in found
        ]
        print_table(("CODE", "KIOSK", "SINCE (UTC)", "PARTS HERE"), rows)
    return 0


def accept(arguments: argparse.Namespace, parts: Parts) -> int:
    """Take one in without the files that are missing."""
    code = tracking_code_in(arguments.code)
    Receiving(parts.database, parts.ring, parts.now, lambda: None).take_without_files(code, who())
    while parts.opener.verify_waiting():
        pass
    if arguments.json:
        print_json({"tracking_code": code, "state": parts.casework.find(code).state})
    else:
        print(f"{code} is taken in without its files: see `hub show {code}`. They are taken still, should they come.")
    return 0
