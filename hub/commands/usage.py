"""`hub usage`: a month's totals of how the kiosks were used."""

from __future__ import annotations

import argparse
import re
from calendar import monthrange
from dataclasses import asdict
from datetime import date

from hub.commands.output import print_json, print_table
from hub.parts import Parts
from kiosk.errors import UsageError

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def show_usage(arguments: argparse.Namespace, parts: Parts) -> int:
    """Print the totals of all kiosks in a month. Raises UsageError for what is no month."""
    first, last = _days_of(arguments.month)
    sums = parts.usage.sums(first, last)
    if arguments.json:
        print_json([asdict(one) for one in sums])
    elif not sums:
        print(_nothing(arguments.month, parts.usage.months()))
    else:
        rows = [
            (one.family, one.journey, one.page, one.channel, one.language, one.name, str(one.total)) for one in sums
        ]
        print_table(("ABOUT", "JOURNEY", "PAGE", "CHANNEL", "LANGUAGE", "WHAT", "TOTAL"), rows)
    return 0


def _nothing(month: str, counted: list[str]) -> str:
    if not counted:
        return f"There is nothing for {month}: no kiosk has sent any totals yet. They come with a kiosk's next sync."
    return f"There is nothing for {month}. There are totals for: {', '.join(counted)}."


def _days_of(month: str) -> tuple[date, date]:
    found = _MONTH.fullmatch(month)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 2000:
        raise UsageError(f"{month!r} is not a month. Write it like 2026-11.")
    year, number = int(found[1]), int(found[2])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])
