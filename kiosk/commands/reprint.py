"""`kiosk reprint`: a receipt again."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command, tracking_code_in
from kiosk.config import kiosk_home
from kiosk.errors import KioskError, PrinterError, UnknownError
from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from printer.one_job import print_one


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt of a tracking code again."""
    code = tracking_code_in(arguments.code)
    with Parts.open(kiosk_home(), program="kiosk reprint") as parts:
        if parts.store.find(code) is None:
            raise UnknownError(f"this kiosk has no submission {code}")
        parts.store.print_jobs.again(code)
        reason = print_now(parts, code)
    if reason is not None:
        raise PrinterError(reason, not_printed(code, reason))
    print(f"printed {code}")
    return 0


def print_now(parts: Parts, code: str) -> PrinterState | None:
    """Print the pending receipt of `code` and no other; returns None once it is printed, else why it is not."""
    jobs = parts.store.print_jobs
    job = jobs.take_of(code)
    if job is None:
        raise KioskError(f"no receipt of {code} waits to be printed: run `kiosk reprint {code}`")
    return print_one(job, jobs, parts.printer)


def not_printed(code: str, reason: PrinterState) -> str:
    """Return for staff why a receipt did not come out, and what helps."""
    if reason is PrinterState.UNCERTAIN:
        return (
            f"the line to the printer broke, so the receipt of {code} may have come out ({reason}). "
            f"Look; if it has not, run `kiosk reprint {code}`."
        )
    return (
        f"the receipt of {code} was not printed ({reason}); it waits. "
        f"Put the printer right (`kiosk doctor` says how) and run `kiosk reprint {code}`."
    )


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "reprint", "print a receipt again")
    parser.add_argument("code", metavar="CODE", help="the tracking code")
    parser.set_defaults(run=run)
