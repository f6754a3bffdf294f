"""`kiosk.toml` in KIOSK_HOME as one frozen struct. No file means the defaults and the demo council."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from kiosk.council_pack import DEMO_COUNCIL
from kiosk.errors import ConfigError
from kiosk.language import marked
from kiosk.printer_profiles import printer_profiles
from kiosk.printer_settings import DEFAULT_PROFILE, PrinterSettings
from kiosk.toml_file import load_toml, read_text
from kiosk.toml_lines import line_of
from kiosk.web_address import is_web_address

FILE = "kiosk.toml"
BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)

_NEEDED = {
    "network": ("host",),
    "serial": ("path",),
    "file": ("path",),
    "text": ("path",),
    "usb": ("vendor", "product"),
}
_EXAMPLES = {
    "host": '"192.0.2.20"',
    "path": '"/var/lib/civic-kiosk/receipts"',
    "serial.path": '"/dev/ttyUSB0"',
    "vendor": "0x04b8",
    "product": "0x0e28",
}


class Idle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seconds without a touch before "Are you still there?", and then to answer it (VVSG 2.0; WCAG 2.2.1)."""

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
    published_content: bool = True  # once the hub published a pack, that one is shown
    always_trust_clock: bool = False
    hold_days: int = 14  # how long sealed forms stay after the council has them for certain, at least
    printer: PrinterSettings = PrinterSettings()
    idle: Idle = Idle()
    screen: Screen = Screen()
    speech: Speech = Speech()
    network: Network = Network()

    def council_folder(self, home: Path) -> Path:
        """The folder of the council pack; a relative one is counted from KIOSK_HOME."""
        return home / self.council if self.council else DEMO_COUNCIL


def kiosk_home(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the data folder named by `KIOSK_HOME`, or the user's usual place for data (`XDG_DATA_HOME`)."""
    if named := environment.get("KIOSK_HOME"):
        return Path(named).expanduser().absolute()
    data = environment.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "civic-kiosk"


def load_config(home: Path) -> Config:
    """Return the configuration in a KIOSK_HOME. Raises ConfigError naming file, line and key."""
    _usable(home)
    path = home / FILE
    if not path.exists():
        return Config()
    config = load_toml(path, Config)
    for fault in (*_printer_faults(config.printer), *_kiosk_faults(home, config)):
        name = f"{fault.table}.{fault.key}".lstrip(".")
        line = line_of(read_text(path), fault.table, None, fault.key)
        raise ConfigError(path, fault.problem, fault.remedy, key=name, line=line)
    return config


def _usable(home: Path) -> None:
    """Raise ConfigError unless a folder is there or may be made there."""
    remedy = "Set KIOSK_HOME to the kiosk's own folder."
    for place in (home, *home.parents):
        try:
            if place.is_dir():
                return
            there = place.exists()
        except OSError as error:
            raise ConfigError(place, "cannot be read by this user.", remedy, "KIOSK_HOME") from error
        if there:
            raise ConfigError(place, "is a file, not a folder.", remedy, "KIOSK_HOME")


@dataclass(frozen=True)
class _Fault:
    """Something that types cannot say."""

    table: str
    key: str
    problem: str
    remedy: str


def _printer_faults(printer: PrinterSettings) -> Iterator[_Fault]:
    for key in _NEEDED.get(printer.kind, ()):
        if not getattr(printer, key):
            example = f"{key} = {_EXAMPLES.get(f'{printer.kind}.{key}', _EXAMPLES[key])}"
            yield _Fault("printer", key, f"a {printer.kind} printer needs {key!r}.", f"Add a line such as `{example}`.")
    if not 1 <= printer.port <= 65535:
        yield _Fault("printer", "port", f"{printer.port} is no port.", "Use a number from 1 to 65535, usually 9100.")
    for key in ("vendor", "product"):
        if not 0 <= getattr(printer, key) <= 0xFFFF:
            remedy = f"Use 0x0001 to 0xffff, as `lsusb` shows it (ID 04b8:0e28): `{key} = {_EXAMPLES[key]}`."
            yield _Fault("printer", key, f"no USB device has that {key} id.", remedy)
    if printer.baud not in BAUD_RATES:
        rates = ", ".join(map(str, BAUD_RATES))
        yield _Fault("printer", "baud", f"{printer.baud} is no usual speed.", f"Use one of: {rates}.")
    if not 24 <= printer.columns <= 64:
        remedy = "Use 48 for paper of 80 mm, 32 for 58 mm."
        yield _Fault("printer", "columns", f"{printer.columns} columns do not fit a receipt.", remedy)
    if printer.profile != DEFAULT_PROFILE and (known := printer_profiles()) and printer.profile not in known:
        from difflib import get_close_matches

        close = get_close_matches(printer.profile, known, 3, cutoff=0.5)
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        remedy = f"{meant}Use one of: {', '.join(known)}."
        yield _Fault("printer", "profile", f"no printer is known as {printer.profile!r}.", remedy)


def _kiosk_faults(home: Path, config: Config) -> Iterator[_Fault]:
    if not 2 <= config.hold_days <= 365:
        problem = "forms stay for longer than lies between two backups of the hub, and not for ever."
        yield _Fault("", "hold_days", problem, "Use 2 to 365; 14 is usual.")
    if not 120 <= config.idle.ask_after <= 300:
        problem = "people need longer than two minutes, and what they leave must not stand there for longer than five."
        yield _Fault("idle", "ask_after", problem, "Use 120 to 300 seconds; 180 is usual.")
    if config.idle.answer_within < 60:
        remedy = "Use 60 seconds or more (WCAG 2.2.1 asks for 20, which a slow hand or a screen reader can miss)."
        yield _Fault("idle", "answer_within", "people need longer than that to answer.", remedy)
    if config.screen.pixels_per_mm and not 2 <= config.screen.pixels_per_mm <= 12:
        remedy = "Measure: pixels across divided by millimetres across; 2 to 12."
        yield _Fault("screen", "pixels_per_mm", "no screen has that density.", remedy)
    if not 60 <= config.speech.words_a_minute <= 250:
        yield _Fault("speech", "words_a_minute", "nobody can follow that.", "Use 60 to 250.")
    if config.council and not config.council_folder(home).is_dir():
        remedy = "Name the folder of the council pack, from KIOSK_HOME or in full."
        yield _Fault("", "council", f"there is no folder {config.council!r}.", remedy)
    if config.network.proxy and not is_web_address(config.network.proxy):
        remedy = 'Write for example `proxy = "http://proxy.council.example:3128"`.'
        yield _Fault("network", "proxy", "this is not the address of a proxy.", remedy)
    if config.network.ca_file and not Path(config.network.ca_file).is_file():
        yield _Fault("network", "ca_file", "there is no such file.", "Name a file of certificates (PEM).")
