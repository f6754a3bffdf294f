"""`kiosk reprint`: a receipt again."""

from __future__ import annotations

import argparse

from kiosk import tracking_code
from kiosk.answers.words import words_for
from kiosk.config import kiosk_home
from kiosk.errors import AnswerError, KioskError, PrinterError
from kiosk.language import Language
from kiosk.parts import Parts


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt of a tracking code again."""
    with Parts.open(kiosk_home(), program="kiosk reprint") as parts:
        code = code_from(arguments.code)
        if parts.store.find(code) is None:
            raise KioskError(f"this kiosk has no submission {code}")
        parts.store.print_jobs.again(code)
        try:
            print_now(parts, code)
        except PrinterError as error:
            raise KioskError(f"not printed ({error.reason}): {error}. It prints when the printer is ready.") from error
    print(f"printed {code}")
    return 0


def print_now(parts: Parts, code: str) -> None:
    """Print what is pending up to and with the job of `code`. Raises PrinterError, and then nothing is lost."""
    jobs = parts.store.print_jobs
    while (job := jobs.take()) is not None:
        try:
            parts.printer.print(job.receipt)
        except PrinterError as error:
            jobs.held(job.number, error.reason)
            raise
        jobs.done(job.number)
        if job.tracking_code == code:
            return


def code_from(text: str) -> str:
    """Return a tracking code in its one written form. Raises KioskError saying what is wrong with it."""
    try:
        return tracking_code.read(text)
    except AnswerError as error:
        raise KioskError(f"{text}: {words_for(error, Language())}") from error


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = commands.add_parser("reprint", help="print a receipt again")
    parser.add_argument("code", help="the tracking code")
    parser.set_defaults(run=run)
