"""`kiosk.toml` in KIOSK_HOME as one frozen struct. No file means the defaults and the demo council."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec

from kiosk.council_pack import DEMO_COUNCIL
from kiosk.errors import ConfigError
from kiosk.language import marked
from kiosk.toml_file import line_of, load_toml, read_text

FILE = "kiosk.toml"


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One receipt printer. Which keys count depends on `kind`: see docs/install.md."""

    kind: Literal["none", "network", "usb", "serial", "file", "text"] = "none"
    host: str = ""
    port: int = 9100
    vendor: int = 0
    product: int = 0
    path: str = ""
    baud: int = 9600
    columns: int = 48
    profile: str = "TM-T20II"
    answers_status: bool = True


class Idle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seconds without a touch before "Are you still there?", and then to answer it (WCAG 2.2.1: 20 or more)."""

    ask_after: int = 180
    answer_within: int = 60


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The screen's true density, where the computer does not know it (0), and the text size to begin with."""

    pixels_per_mm: float = 0
    text_size: Literal[1, 2, 3, 4] = 1


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Listen: on or off, and words a minute."""

    on: bool = True
    words_a_minute: int = 125


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the hub is reached through a council's network."""

    proxy: str = ""  # empty: as the environment says
    ca_file: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything a kiosk may be told. Passwords and keys are never here."""

    place: str = marked("Central Library")  # translated where a catalogue has it
    council: str = ""  # the council pack's folder; empty: the demo council
    always_trust_clock: bool = False
    printer: Printer = Printer()
    idle: Idle = Idle()
    screen: Screen = Screen()
    speech: Speech = Speech()
    network: Network = Network()

    def council_folder(self, home: Path) -> Path:
        """The folder of the council pack; a relative one is counted from KIOSK_HOME."""
        return home / self.council if self.council else DEMO_COUNCIL


def kiosk_home() -> Path:
    """Return KIOSK_HOME, or its usual place."""
    named = os.environ.get("KIOSK_HOME")
    return Path(named) if named else Path.home() / ".local" / "share" / "civic-kiosk"


def load_config(home: Path) -> Config:
    """Return the configuration in a KIOSK_HOME. Raises ConfigError naming file, line and key."""
    path = home / FILE
    if not path.exists():
        return Config()
    config = load_toml(path, Config)
    for problem, remedy, table, key in _problems(home, config):
        raise ConfigError(
            path, problem, remedy, key=f"{table}.{key}".lstrip("."), line=line_of(read_text(path), table, None, key)
        )
    return config


def _problems(home: Path, config: Config) -> list[tuple[str, str, str, str]]:
    """Return (problem, remedy, table, key) of what types cannot say."""
    found = []
    printer = config.printer
    needs = {"network": "host", "serial": "path", "file": "path", "text": "path", "usb": "vendor"}
    needed = needs.get(printer.kind, "")
    if needed and not getattr(printer, needed):
        found.append((f"a {printer.kind} printer needs {needed!r}.", f"Add a line `{needed} = …`.", "printer", needed))
    if not 1 <= printer.port <= 65535:
        found.append((f"{printer.port} is no port.", "Use a number from 1 to 65535, usually 9100.", "printer", "port"))
    if not 24 <= printer.columns <= 64:
        remedy = "Use 48 for paper of 80 mm, 32 for 58 mm."
        found.append((f"{printer.columns} columns do not fit a receipt.", remedy, "printer", "columns"))
    if config.idle.ask_after < 30:
        found.append(("people need longer than that.", "Use 30 seconds or more.", "idle", "ask_after"))
    if config.idle.answer_within < 20:
        remedy = "Use 20 seconds or more (WCAG 2.2.1)."
        found.append(("people need longer than that to answer.", remedy, "idle", "answer_within"))
    if config.screen.pixels_per_mm and not 1 <= config.screen.pixels_per_mm <= 40:
        remedy = "Measure: pixels across divided by millimetres across."
        found.append(("no screen has that density.", remedy, "screen", "pixels_per_mm"))
    if not 60 <= config.speech.words_a_minute <= 250:
        found.append(("nobody can follow that.", "Use 60 to 250.", "speech", "words_a_minute"))
    if config.council and not config.council_folder(home).is_dir():
        remedy = "Name the folder of the council pack, from KIOSK_HOME or in full."
        found.append((f"there is no folder {config.council!r}.", remedy, "", "council"))
    if config.network.ca_file and not Path(config.network.ca_file).is_file():
        found.append(("there is no such file.", "Name a file of certificates (PEM).", "network", "ca_file"))
    return found
