"""Receipts that staff may have to print, in words: which they are, why, and what helps."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.protocols import PrinterState

_MOST = 8  # codes in one line; all of them stand in --json
_LEFT = "their residents had gone before the printer could print them"


def lines(receipts: Sequence[tuple[str, str]]) -> list[str]:
    """Return a line for each reason; nothing where all came out. `receipts`: pairs of tracking code and reason."""
    by_reason: dict[str, list[str]] = {}
    for code, reason in receipts:
        by_reason.setdefault(reason, []).append(code)
    return [_line(reason, codes) for reason, codes in by_reason.items()]


def as_rows(receipts: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return the same for programs."""
    return [{"tracking_code": code, "reason": reason} for code, reason in receipts]


def _line(reason: str, codes: Sequence[str]) -> str:
    which = ", ".join(codes[-_MOST:])
    if len(codes) > _MOST:
        which = f"the last of them {which}"
    many = "1 receipt" if len(codes) == 1 else f"{len(codes)} receipts"
    if reason == PrinterState.UNCERTAIN:
        what = f"{many} may have come out or not ({reason})"
    else:
        what = f"{many} did not come out ({_LEFT if reason == 'left' else reason})"
    return f"{what}: {which}. Where somebody asks for one, run `kiosk reprint CODE`."
