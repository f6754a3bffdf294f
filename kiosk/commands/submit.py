"""`kiosk submit`: the same rules and path as the screens, without them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kiosk.answers.words import WORDS
from kiosk.attachments import Attachment, AttachmentError
from kiosk.command_line import add_command
from kiosk.commands.answers_in import read_answers
from kiosk.commands.attached_files import read_attachments
from kiosk.commands.counted import count_fault, count_sent
from kiosk.commands.journeys import CHANNELS, begin, journey_named
from kiosk.commands.output import complain, print_json
from kiosk.config import kiosk_home
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError, KioskError, NotStoredError, UsageError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.parts import Parts
from kiosk.printable import printable
from kiosk.submitting import Sender, Sent
from kiosk.visit import Visit

_SCRIPT_WORDS = {
    "unknown-question": "the journey has no such question; `kiosk example` shows those it has",
    "not-asked": "these answers do not lead to this question: leave it out",
    "missing": "this question needs an answer",
    "nothing-to-send": "these answers end here: there is nothing to send",
}


@dataclass
class RefusedError(KioskError):
    """Answers that the journey does not take: {question: code}."""

    errors: dict[str, str]


def run(arguments: argparse.Namespace) -> int:
    """Store each set of answers, and print its code only once it is durable."""
    with Parts.open(kiosk_home(), program="kiosk submit") as parts:
        journey_named(parts.pack, arguments.journey)
        language = _language(parts.pack, arguments.language)
        sender, refused = parts.sender(), 0
        for answers in _given_answers(arguments.answers, arguments.attach):
            try:
                visit = answered(begin(parts.pack, arguments.journey, arguments.mode), answers)
                files = read_attachments(arguments.attach, visit.journey.attachments)
            except RefusedError as error:
                refused += 1
                print_json({"errors": error.errors})
                if not arguments.json:
                    explain(error.errors)
                continue
            except AttachmentError as error:
                refused += 1
                print_json({"errors": {"attachments": error.code}})
                if not arguments.json:
                    complain(str(error))
                continue
            sent = _sent(parts, sender, visit, language, files)
            stored = parts.store.find(sent.tracking_code)
            state = stored.state.value if stored else "queued"
            if arguments.json:
                print_json({"id": sent.id, "tracking_code": sent.tracking_code, "state": state})
            else:
                print(f"{sent.tracking_code} {state}", flush=True)
            count_sent(parts, visit, language.code)
            if arguments.print:
                _print(parts, sent.tracking_code)
            else:
                parts.store.print_jobs.not_wanted(sent.tracking_code)
    return 1 if refused else 0


def _language(pack: CouncilPack, code: str) -> Language:
    """Return a language of the council. Raises UsageError naming those it has, ConfigError for a broken catalogue."""
    known = dict.fromkeys(["en", *pack.council.languages])
    if code not in known:
        raise UsageError(f"the council has no language {printable(code)!r}. There are: {', '.join(known)}.")
    return pack.language(code)


def _sent(parts: Parts, sender: Sender, visit: Visit, language: Language, files: Sequence[Attachment]) -> Sent:
    try:
        return sender.submit(visit, language, files)
    except NotStoredError as error:
        count_fault(parts, f"not-stored-{error.reason}")
        raise


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


def answered(visit: Visit, answers: Mapping[str, Any]) -> Visit:
    """Return the visit with all these answers, given page by page along the path. Raises RefusedError."""
    errors: dict[str, str] = {}
    known = {page.id for page in visit.journey.questions}
    errors.update({name: "unknown-question" for name in answers if name not in known})
    while (page := visit.first_unanswered) is not None:
        try:
            visit = visit.answer(page.id, _given(page, answers))
        except AnswerError as error:
            errors[page.id] = error.code
            break
    if visit.ending is not None and not errors:
        errors[visit.ending.id] = "nothing-to-send"
    if not errors:
        asked = {page.id for page in visit.path}
        errors.update({name: "not-asked" for name in answers if name not in asked})
    if errors:
        raise RefusedError(errors)
    return visit


def explain(errors: Mapping[str, str]) -> None:
    """Say in words what each code means."""
    for question, code in errors.items():
        complain(f"{question}: {_SCRIPT_WORDS.get(code) or WORDS.get(code, code)}")


def _given(page: Page, answers: Mapping[str, Any]) -> Any:
    if page.id in answers:
        return answers[page.id]
    if page.optional:
        return ""
    raise AnswerError("missing")


def _print(parts: Parts, tracking_code: str) -> None:
    """Print the receipt now; a fault of the printer changes nothing about the submission."""
    from kiosk.commands.reprint import not_printed, print_now

    reason = print_now(parts, tracking_code)
    if reason is not None:
        count_fault(parts, f"printer-{reason}")
        complain(not_printed(tracking_code, reason))


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "submit", "send answers without the screens")
    parser.add_argument("journey", metavar="JOURNEY", help="the journey's id")
    parser.add_argument("--answers", default="-", metavar="FILE|-", help="JSON {question: answer}, or one a line")
    about = "a photo or PDF that goes with it, where the journey takes some; may stand several times"
    parser.add_argument("--attach", action="append", default=[], metavar="FILE", help=about)
    parser.add_argument("--language", default="en", metavar="xx", help="the language of the receipt")
    parser.add_argument("--mode", default="self", choices=CHANNELS, help="who stands beside the resident")
    parser.add_argument("--print", action="store_true", help="print the receipt")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)
