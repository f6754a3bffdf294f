"""`kiosk submit`: the same rules and path as the screens, without them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, get_args

from kiosk.answers.words import WORDS
from kiosk.attachments import Attachment, AttachmentError
from kiosk.command_line import add_command
from kiosk.commands.answers_in import read_answers
from kiosk.commands.attached_files import read_attachments
from kiosk.commands.output import complain, print_json
from kiosk.commands.reprint import not_printed
from kiosk.config import kiosk_home
from kiosk.errors import UsageError
from kiosk.submission import Channel
from kiosk.tasks.doing import Bystander
from kiosk.tasks.handing import Worker, expect, worker
from kiosk.tasks.messages import Offer, OtherForm, Paper, PrintReceipt, Refused, Stored, Submit

_SCRIPT_WORDS = {
    "unknown-question": "the journey has no such question; `kiosk example` shows those it has",
    "not-asked": "these answers do not lead to this question: leave it out",
    "missing": "this question needs an answer",
    "closed": "this journey has closed: `open_until` in its file is its last day",
    "not-open-yet": "this journey is not open yet: `open_from` in its file is its first day",
    "nothing-to-send": "these answers end here: there is nothing to send",
}


class _FromFiles(Bystander):
    """Attaches the files that were named, read and sealed here once the answers are taken."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def files(self, most: int) -> Sequence[Attachment]:
        """Return the files, sealed."""
        return read_attachments(self._names, most)


def run(arguments: argparse.Namespace) -> int:
    """Store each set of answers, and print its code only once it is durable."""
    refused = 0
    with worker(kiosk_home(), program="kiosk submit") as at_work:
        at_work.do(Offer(arguments.journey, arguments.language), Bystander())
        for answers in _given_answers(arguments.answers, arguments.attach):
            refused += not _submitted(at_work, arguments, answers)
    return 1 if refused else 0


def _submitted(at_work: Worker, arguments: argparse.Namespace, answers: Mapping[str, Any]) -> bool:
    """Hand in one set of answers and print what came of it; False where they are refused."""
    task = Submit(
        arguments.journey,
        dict(answers),
        arguments.mode,
        arguments.language,
        attached=len(arguments.attach),
        paper=arguments.print,
    )
    try:
        result = at_work.do(task, _FromFiles(arguments.attach))
    except AttachmentError as error:
        print_json({"errors": {"attachments": error.code}})
        if not arguments.json:
            complain(str(error))
        return False
    if isinstance(result, Refused):
        print_json({"errors": result.errors})
        if not arguments.json:
            explain(result.errors)
        return False
    stored = expect(result, Stored)
    forms: list[Stored | OtherForm] = [stored, *stored.others]
    for form in forms:
        if arguments.json:
            print_json({"id": form.id, "tracking_code": form.tracking_code, "state": form.state})
        else:
            print(f"{form.tracking_code} {form.state}", flush=True)
    if arguments.print:
        _print(at_work, stored.tracking_code)  # the parts of a life event have one receipt
    return True


def _given_answers(name: str, attached: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the answers; with files exactly one set, because files belong to one submission. Raises UsageError."""
    given = read_answers(name)
    if not attached:
        yield from given
        return
    first = list(islice(given, 2))
    if len(first) > 1:
        raise UsageError("--attach goes with one set of answers: send several in a command each")
    yield from first


def explain(errors: Mapping[str, str]) -> None:
    """Say in words what each code means."""
    for question, code in errors.items():
        complain(f"{question}: {_SCRIPT_WORDS.get(code) or WORDS.get(code, code)}")


def _print(at_work: Worker, tracking_code: str) -> None:
    """Print the receipt now; a fault of the printer changes nothing about the submission."""
    paper = expect(at_work.do(PrintReceipt(tracking_code, again=False), Bystander()), Paper)
    if paper.reason:
        complain(not_printed(tracking_code, paper))


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "submit", "send answers without the screens")
    parser.add_argument("journey", metavar="JOURNEY", help="the journey's id")
    parser.add_argument("--answers", default="-", metavar="FILE|-", help="JSON {question: answer}, or one a line")
    about = "a photo or PDF that goes with it, where the journey takes some; may stand several times"
    parser.add_argument("--attach", action="append", default=[], metavar="FILE", help=about)
    parser.add_argument("--language", default="en", metavar="xx", help="the language of the receipt")
    parser.add_argument("--mode", default="self", choices=get_args(Channel), help="who stands beside the resident")
    parser.add_argument("--print", action="store_true", help="print the receipt")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)
