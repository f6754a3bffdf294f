"""`kiosk journeys`, `kiosk example`, `kiosk check`, `kiosk people`: what the council's content holds."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.command_line import add_command
from kiosk.commands.content_words import warnings
from kiosk.commands.output import complain, print_json
from kiosk.commands.pack_words import configured_pack
from kiosk.config import kiosk_home, load_config
from kiosk.contents import where_shown
from kiosk.council_pack import load_council
from kiosk.errors import ConfigError, KioskError, UsageError
from kiosk.examples import example, examples
from kiosk.journeys import FOLDER, Journeys
from kiosk.people import ACTS
from kiosk.scripted import begin


def list_journeys(arguments: argparse.Namespace) -> int:
    """Print the journeys."""
    pack = configured_pack()
    rows = [
        {
            "id": journey.id,
            "title": journey.title,
            "topic": journey.topic,
            "contact_type": journey.contact_type,
            "service": journey.service,
            "interaction": journey.interaction or 0,
            "languages": journey.languages_in(pack.council.languages),
            "pages": len(journey.page),
            "version": journey.version,
        }
        for journey in pack.journeys.values()
    ]
    if arguments.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['id']}: {row['title']} ({row['contact_type']}, version {row['version']})")
    return 0


def give_example(arguments: argparse.Namespace) -> int:
    """Print answers that complete a journey today, one JSON object a line."""
    visit = begin(configured_pack(), arguments.journey)
    try:
        found = examples(visit) if arguments.all else [example(visit)]
    except StopIteration:
        raise KioskError(f"no answers complete {arguments.journey!r} today: run `kiosk check`") from None
    for answers in found:
        print_json(replace(visit, answers=answers).valid_answers())
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a council's content."""
    from accessibility.icons import icon_names
    from kiosk.checking import check_pack

    folder, about = _folder_to_check(arguments.pack)
    if arguments.overlap:
        return _print_overlap(folder)
    if arguments.drafts:
        return _print_drafts(folder)
    problems = check_pack(folder, icons=icon_names())
    for problem in problems:
        complain(str(problem))
    _print_days(folder)
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems" if problems else "nothing wrong"
    print(f"{folder}{about}: {count}")
    return 1 if problems else 0


def _print_days(folder: Path) -> None:
    """Print which journeys are not offered today because of their days: that may well be meant."""
    from kiosk.checks.open_days import said_of

    try:
        today = datetime.now(ZoneInfo(load_council(folder).timezone)).date()
        journeys = Journeys(folder)
        for name in journeys:
            if not journeys.is_open(name, today):
                print(f"{folder / FOLDER / name}.toml: {said_of(journeys[name], today)}")
    except ConfigError:  # it was told with the problems
        return


def _print_overlap(folder: Path) -> int:
    from kiosk.checking import subjects_of
    from kiosk.checks.overlap import as_table, overlaps

    subjects, problems = subjects_of(folder, load_council(folder))
    for problem in problems:
        complain(str(problem))
    for line in as_table(overlaps(subjects)):
        print(line)
    return 1 if problems else 0


def _print_drafts(folder: Path) -> int:
    from kiosk.language import PRODUCT_CATALOGUES, own_name
    from kiosk.signed_off import catalogues_of, spoken_pages

    council = load_council(folder)
    codes = [code for code in council.offered if code != "en"]
    words = [one for code in codes for one in catalogues_of(code, [PRODUCT_CATALOGUES, folder / "locale"])]
    if council.interpreter:
        words += spoken_pages(set(council.interpreter.languages) - set(codes))
    drafts = [one for one in words if not one.signed_off_by]
    for one in drafts:
        place = f"{one.file}:{one.line}" if one.line else str(one.file)
        print(f"{place}: no speaker of {own_name(one.code)} has signed it.")
    print(f"{folder}: {len(drafts)} of {len(words)} translations are drafts")
    return 0


def _folder_to_check(named: str) -> tuple[Path, str]:
    """Return the folder, the one that is shown where none is `named`, and what it is. Raises UsageError."""
    if named:
        if not Path(named).is_dir():
            raise UsageError(f"{named}: there is no such folder. Name the folder of a council pack.")
        return Path(named), ""
    home = kiosk_home()
    config = load_config(home)
    folder, standing = where_shown(home, config)
    for warning in warnings(standing):
        complain(warning)
    configured = config.council_folder(home)
    if folder != configured:
        if config.council:
            complain(f"{configured}, named in kiosk.toml, is not shown now: `kiosk check {configured}` looks at it.")
        return folder, f" (version {standing.version}, published by the hub; the kiosk shows it)"
    what = "named in kiosk.toml" if config.council else "the demo council"
    return folder, f" ({what}; the kiosk shows it)"


def list_people(arguments: argparse.Namespace) -> int:
    """Print who may do what."""
    if arguments.json:
        print_json({role: list(acts) for role, acts in ACTS.items()})
    else:
        for role, acts in ACTS.items():
            print(f"{role}: {', '.join(acts)}")
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the parser."""
    parser = add_command(commands, "journeys", "list the journeys")
    parser.add_argument("--json", action="store_true", help="as one JSON list")
    parser.set_defaults(run=list_journeys)
    parser = add_command(commands, "example", "print answers that complete a journey today")
    parser.add_argument("journey", metavar="JOURNEY", help="the journey's id")
    parser.add_argument("--all", action="store_true", help="answers that together take every branch")
    parser.set_defaults(run=give_example)
    about = "check a council's content: what the kiosk shows now, or a folder"
    parser = add_command(commands, "check", about)
    about = "the council pack's folder (default: what is shown, published by the hub or named in kiosk.toml)"
    parser.add_argument("pack", nargs="?", default="", metavar="PACK", help=about)
    parser.add_argument("--overlap", action="store_true", help="only print how much the journeys have in common")
    about = "only list the translations that no speaker of the language has signed"
    parser.add_argument("--drafts", action="store_true", help=about)
    parser.set_defaults(run=check)
    parser = add_command(commands, "people", "list who may do what")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=list_people)
