"""`hub publish` and `hub content`: what kiosks show, signed with the key that is kept elsewhere."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from hub.commands.output import print_json, print_table, who
from hub.content import Issued
from hub.parts import Parts
from hub.publishing import BadPackError, Publisher, read_content_key
from kiosk.errors import UsageError

DAYS = 180
"""How long kiosks take and show a version without a word; publishing the same pack again renews it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name what `hub publish` takes."""
    parser.add_argument("pack", metavar="PACK", type=Path, help="the council pack's folder")
    parser.add_argument("--key", required=True, type=Path, metavar="FILE", help="the content.key that `hub init` wrote")
    parser.add_argument("--days", type=int, default=DAYS, help=f"how long it is good for (default: {DAYS})")
    about = "a higher number than the next one: after a backup was restored, kiosks refuse those they know already"
    parser.add_argument("--version", type=int, metavar="N", help=about)


def publish(arguments: argparse.Namespace, parts: Parts) -> int:
    """Check a pack, sign it and issue it. Raises UsageError, ConfigError, ContentError."""
    if not 1 <= arguments.days <= 3650:
        raise UsageError("--days must be from 1 to 3650.")
    key = read_content_key(arguments.key, parts.keys.content_public)
    publisher = Publisher(parts.content, key, parts.now(), who())
    try:
        done = publisher.publish(arguments.pack, timedelta(days=arguments.days), arguments.version)
    except BadPackError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        raise
    if arguments.json:
        print_json(asdict(done.issued) | {"new_files": done.new_files})
    else:
        issued = done.issued
        print(f"version {issued.version} of {issued.pack}: {issued.files} files, {done.new_files} of them new.")
        print(f"Kiosks fetch it within minutes and show it after the visit under way. Good until {_day(issued)}.")
    return 0


def list_content(arguments: argparse.Namespace, parts: Parts) -> int:
    """List every version ever issued, the newest first."""
    issued = parts.content.issued()
    if arguments.json:
        print_json([asdict(one) for one in issued])
    else:
        rows = [
            (str(one.version), one.pack, f"{one.made_at:%Y-%m-%d %H:%M} UTC", _day(one), str(one.files), str(one.size))
            for one in issued
        ]
        print_table(("VERSION", "PACK", "PUBLISHED", "GOOD UNTIL", "FILES", "BYTES"), rows)
    return 0


def _day(issued: Issued) -> str:
    return f"{issued.expires_at:%Y-%m-%d}"
