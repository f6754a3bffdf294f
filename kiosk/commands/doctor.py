"""`kiosk doctor`: every device, permission, clock, disk, font, voice and network check, each with its remedy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from kiosk.command_line import add_command
from kiosk.commands import machine_checks, network_checks, queue_checks
from kiosk.commands.content_words import warnings
from kiosk.commands.findings import finding
from kiosk.commands.output import print_json
from kiosk.config import Config, kiosk_home, load_config
from kiosk.contents import Standing, shown
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import KioskError, NotJoinedError
from kiosk.language import PRODUCT_CATALOGUES
from kiosk.parts import Parts
from kiosk.protocols import Finding
from kiosk.signed_off import catalogues_of
from offline.database import StorageError


def run(arguments: argparse.Namespace) -> int:
    """Look at everything, and say what helps."""
    if arguments.network:
        return _network(as_json=arguments.json)
    findings = list(examine(kiosk_home()))
    if arguments.json:
        print_json(findings)
    else:
        for one in findings:
            print(f"{'well ' if one.ok else 'LOOK '} {one.check}: {one.found}")
            if one.remedy and not one.ok:
                print(indent(one.remedy, " " * 7))
    return 0 if all(one.ok for one in findings) else 1


def _network(*, as_json: bool) -> int:
    """Print what the network must let through, for whoever looks after it."""
    with Parts.open(kiosk_home(), read_only=True) as parts:
        identity = parts.store.identity()
        if identity is None:
            raise NotJoinedError
        needs = network_checks.for_the_firewall_team(parts.hub_settings(identity.hub_url))
    if as_json:
        print_json(needs)
    else:
        print("For the firewall team: this kiosk needs")
        for name, value in needs.items():
            print(f"  {name}: {value}")
    return 0


def examine(home: Path) -> Iterator[Finding]:
    """Yield every finding. Reads only; the kiosk may be open meanwhile."""
    yield finding("python", sys.version.split()[0], ok=True)
    config, read = _config(home)
    yield read
    if read.ok:  # else nobody knows which content is meant
        yield from _content(home, config)
    yield from machine_checks.disk(home)
    yield machine_checks.clock(config)
    yield from queue_checks.queue(home)
    yield from queue_checks.left_behind(home)
    yield machine_checks.secrets()
    yield machine_checks.display()
    yield machine_checks.fonts()
    yield machine_checks.letter_shapes()
    yield from machine_checks.voices(config)


def _config(home: Path) -> tuple[Config, Finding]:
    try:
        config = load_config(home)
    except KioskError as error:
        return Config(), finding("configuration", str(error), ok=False, remedy="Mend kiosk.toml.")
    there = (home / "kiosk.toml").exists()
    return config, finding("configuration", "kiosk.toml is fine" if there else "no kiosk.toml: the defaults", ok=True)


def _content(home: Path, config: Config) -> Iterator[Finding]:
    try:
        pack, standing = _pack(home, config)
        pack.journeys.prove([topic.id for topic in pack.council.topics])
        addresses = len(pack.gazetteer.all_addresses())
    except KioskError as error:
        yield finding("content", str(error), ok=False, remedy="Run `kiosk check`.")
        return
    found = f"{pack.council.name}: {len(pack.journeys)} journeys, {addresses} addresses"
    yield finding("content", found + (f", version {standing.version}" if standing.version else ""), ok=True)
    for warning in warnings(standing):
        yield finding("published content", warning, ok=False)
    for code in pack.council.offered:
        try:
            pack.language(code)
            yield finding(f"language {code}", _language(pack, code), ok=True)
        except KioskError as error:
            yield finding(f"language {code}", str(error), ok=False, remedy="Put the catalogue into the pack.")


def _language(pack: CouncilPack, code: str) -> str:
    """Say how many of a language's catalogues are drafts."""
    files = catalogues_of(code, [PRODUCT_CATALOGUES, pack.folder / "locale"])
    drafts = [words for words in files if not words.signed_off_by]
    if not drafts:
        return "its words are there" + (", signed off by speakers" if files else "")
    of = f"{len(drafts)} of {len(files)} files" if len(files) > 1 else "its one file"
    return f"its words are there; no speaker has signed {of} (`kiosk check --drafts` lists them)"


def _pack(home: Path, config: Config) -> tuple[CouncilPack, Standing]:
    """Return the pack that is shown; a queue that cannot be read is a finding of its own."""
    try:
        return shown(home, config)
    except StorageError:
        return load_council_pack(config.council_folder(home)), Standing()


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "doctor", "look at everything, and say what helps where it is not well")
    parser.add_argument("--network", action="store_true", help="only what the firewall team must let through")
    parser.add_argument("--json", action="store_true", help="as one JSON list (--network: one object)")
    parser.set_defaults(run=run)
