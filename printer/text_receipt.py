"""A receipt as plain text, as `receipt.txt` and a text device take it."""

from __future__ import annotations

from kiosk.receipt import Receipt
from printer.layout import Row, rows


def as_text(receipt: Receipt, columns: int = 48) -> str:
    """Return the receipt as lines of at most `columns` characters; a square stands as the address it holds."""
    return "".join(f"{_row(row, columns)}\n" for row in rows(receipt, columns))


def _row(row: Row, columns: int) -> str:
    if row.style == "rule":
        return "-" * columns
    if row.style == "space":
        return ""
    if row.style == "qr":
        return row.text  # never wrapped: an address in two pieces cannot be opened
    return row.text.center(columns).rstrip() if row.look.centred else row.text
