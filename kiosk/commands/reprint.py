"""`kiosk reprint`: a receipt again."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command, tracking_code_in
from kiosk.config import kiosk_home
from kiosk.errors import PrinterError
from kiosk.protocols import PrinterState
from kiosk.tasks.doing import Bystander
from kiosk.tasks.handing import expect, worker
from kiosk.tasks.messages import Paper, PrintReceipt


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt of a tracking code again."""
    code = tracking_code_in(arguments.code)
    with worker(kiosk_home(), program="kiosk reprint") as at_work:
        paper = expect(at_work.do(PrintReceipt(code, again=True), Bystander()), Paper)
    if paper.reason:
        raise PrinterError(paper.reason, not_printed(code, paper))
    print(f"printed {code}")
    return 0


def not_printed(code: str, paper: Paper) -> str:
    """Return for staff why a receipt did not come out, and what helps."""
    if paper.reason == PrinterState.UNCERTAIN:
        return (
            f"the line to the printer broke, so the receipt of {code} may have come out ({paper.reason}). "
            f"Look; if it has not, run `kiosk reprint {code}`."
        )
    if paper.by_itself:
        return (
            f"the receipt of {code} was not printed ({paper.reason}); it waits, and comes out by itself once the "
            "printer is put right (`kiosk doctor` says how)."
        )
    return (
        f"the receipt of {code} was not printed ({paper.reason}); it waits. "
        f"Put the printer right (`kiosk doctor` says how) and run `kiosk reprint {code}`."
    )


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "reprint", "print a receipt again")
    parser.add_argument("code", metavar="CODE", help="the tracking code")
    parser.set_defaults(run=run)
