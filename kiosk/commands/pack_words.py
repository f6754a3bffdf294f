"""What commands about one journey are told on the command line: the journey, the pack, the language."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from kiosk.config import kiosk_home, load_config
from kiosk.contents import shown
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import UsageError
from kiosk.journey import Journey
from kiosk.language import Language
from kiosk.scripted import journey_named, language_named


@dataclass(frozen=True)
class Chosen:
    """A journey of a pack, and the language to show it in."""

    pack: CouncilPack
    journey: Journey
    language: Language


def configured_pack() -> CouncilPack:
    """Return the council pack that the kiosk in KIOSK_HOME shows. Raises ConfigError, StorageError."""
    home = kiosk_home()
    return shown(home, load_config(home))[0]


def ask_for_journey(parser: argparse.ArgumentParser) -> None:
    """Let a command take a journey, and which pack and language it is looked at in."""
    parser.add_argument("journey", metavar="JOURNEY", help="the journey's id")
    about = "the council pack's folder (default: what the kiosk shows now)"
    parser.add_argument("--pack", default="", metavar="PACK", help=about)
    parser.add_argument("--language", default="en", metavar="CODE", help="such as en or cy (default: en)")
    parser.add_argument("--easy", action="store_true", help="in the journey's easy words, with pictures")


def chosen(arguments: argparse.Namespace) -> Chosen:
    """Return what was asked for. Raises UsageError naming what there is, and ConfigError for a broken pack."""
    pack = pack_in(arguments.pack)
    journey = journey_named(pack, arguments.journey)
    if arguments.easy and not journey.easy_read:
        there = ", ".join(pack.journeys.easy_to_read()) or "none"
        raise UsageError(f"{journey.id} has no easy words. Journeys that have: {there}.")
    return Chosen(pack, journey, language_named(pack, arguments.language).in_easy_words(easy=arguments.easy))


def pack_in(folder: str) -> CouncilPack:
    """Return the pack in a folder, the one that the kiosk shows where none is named. Raises UsageError, ConfigError."""
    if not folder:
        return configured_pack()
    if not Path(folder).is_dir():
        raise UsageError(f"{folder}: there is no such folder. Name the folder of a council pack.")
    return load_council_pack(Path(folder))
