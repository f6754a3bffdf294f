import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from hub.settings import Contact, Limits, Settings, read_settings
from kiosk.answers import KINDS
from kiosk.conditions import TESTS
from kiosk.config import BAUD_RATES, Config, Idle, Network, Screen, Speech, load_config
from kiosk.gazetteer import ADDRESS_COLUMNS, STREET_COLUMNS, WEEKDAYS
from kiosk.journey import Journey
from kiosk.journey_pages import Easy, Page
from kiosk.journey_tables import EasyNext, EasyStart, Member
from kiosk.printer_settings import PrinterSettings
from kiosk.protocols import State
from kiosk.submission import Channel
from offline.wire import Case

HOUSE = Path(__file__).resolve().parents[2]
DOCS = sorted((HOUSE / "docs").glob("*.md"))
INSTALL, RUNNING, WRITING = ((HOUSE / "docs" / name).read_text("utf-8") for name in
                             ("install.md", "running.md", "writing-journeys.md"))  # fmt: skip


def _examples(file: str) -> list[str]:
    """Return the examples of a settings file, which begin with its name."""
    return re.findall(rf"```toml\n(# {re.escape(file)}.*?)```", INSTALL, re.DOTALL)


def _keys(kind: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(kind)]


def _config(folder: Path, text: str) -> Config:
    (folder / "kiosk.toml").write_text(text, encoding="utf-8")
    return load_config(folder)


@pytest.mark.parametrize("kind", [Config, PrinterSettings, Idle, Screen, Speech, Network])
def test_every_key_of_kiosk_toml_stands_in_its_example(kind: type[msgspec.Struct]) -> None:
    whole = _examples("kiosk.toml")[0]
    assert [key for key in _keys(kind) if not re.search(rf"^(# )?{key} = |^\[{key}\]", whole, re.MULTILINE)] == []


@pytest.mark.parametrize("text", _examples("kiosk.toml"))
def test_every_example_of_kiosk_toml_loads(tmp_path: Path, text: str) -> None:
    _config(tmp_path, text)


def test_the_example_says_the_defaults_of_kiosk_toml(tmp_path: Path) -> None:
    config, usual = _config(tmp_path, _examples("kiosk.toml")[0]), Config()
    assert msgspec.structs.replace(config, place=usual.place, printer=usual.printer) == usual
    assert msgspec.structs.replace(config.printer, kind="none", host="") == usual.printer


def test_there_is_an_example_for_every_kind_of_printer(tmp_path: Path) -> None:
    kinds = {_config(tmp_path, text).printer.kind for text in _examples("kiosk.toml")[1:]}
    assert kinds == {"network", "usb", "serial", "file", "text"}
    assert "vendor = 0x04b8" in INSTALL
    assert all(str(rate) in INSTALL for rate in BAUD_RATES)


@pytest.mark.parametrize("kind", [Settings, Limits, Contact])
def test_every_key_of_hub_toml_stands_in_its_example(kind: type[msgspec.Struct]) -> None:
    [whole] = _examples("hub.toml")
    assert [key for key in _keys(kind) if not re.search(rf"^{key} = |^\[{key}\]", whole, re.MULTILINE)] == []


def test_the_example_says_the_defaults_of_hub_toml(tmp_path: Path) -> None:
    (tmp_path / "hub.toml").write_text(_examples("hub.toml")[0], encoding="utf-8")
    settings = read_settings(tmp_path / "hub.toml")
    assert msgspec.structs.replace(settings, contact=Contact()) == Settings(name="Your Council")


@pytest.mark.parametrize("kind", [Journey, Page, Member, Easy, EasyStart, EasyNext])
def test_every_key_of_a_journey_is_told(kind: type[msgspec.Struct]) -> None:
    assert [
        key for key in _keys(kind) if not re.search(rf"`{key}\b|^{key} = |\[\[?(page\.)?{key}\b", WRITING, re.MULTILINE)
    ] == []


def test_kinds_comparisons_and_columns_are_told() -> None:
    names = [*KINDS, *TESTS, *ADDRESS_COLUMNS, *STREET_COLUMNS, *WEEKDAYS]
    assert [name for name in names if f"`{name}`" not in WRITING] == []


def test_states_statuses_and_modes_are_told() -> None:
    names = [*(state.value for state in State), *get_args(Case), *get_args(Channel)]
    assert [name for name in names if f"`{name}`" not in RUNNING] == []


@pytest.mark.parametrize("path", [*DOCS, HOUSE / "README.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


SAFETY = (HOUSE / "docs" / "data-safety.md").read_text("utf-8")


def test_every_promise_names_a_test_that_is_there() -> None:
    named = {name if "/" in name else f"tests/faults/{name}" for name in re.findall(r"`([\w/]*\w+\.py)`", SAFETY)}
    assert len(named) > 50
    assert sorted(name for name in named if not (HOUSE / name).exists()) == []


@pytest.mark.parametrize("fault", range(1, 26))
def test_every_fault_has_a_test_that_the_promises_name(fault: int) -> None:
    tests = [path.name for path in (HOUSE / "tests" / "faults").glob(f"test_{fault:02}_*.py")]
    assert tests
    assert any(f"`{name}`" in SAFETY for name in tests)


def test_every_row_of_promises_has_its_proof() -> None:
    rows = [line for line in SAFETY.splitlines() if line.startswith("| ") and line != "| promise | proof |"]
    assert [row for row in rows if ".py`" not in row.rsplit("|", 2)[1]] == []


ACCESS = (HOUSE / "docs" / "accessibility.md").read_text("utf-8")
STANDINGS = ("Yes", "Partly", "Not yet", "None", "Council")


def _claims() -> list[tuple[str, str, str]]:
    """Return (row, what the kiosk does, evidence) of every table that has evidence."""
    tables = re.findall(r"^\|[^\n]*\| evidence \|\n\|[-|]+\|\n((?:\|.*\n)+)", ACCESS, re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    return [(row, *(part.strip() for part in row.strip("|").rsplit("|", 2)[1:])) for row in rows]


def test_every_claim_of_access_says_how_it_stands_and_a_claim_has_its_evidence() -> None:
    claims = _claims()
    assert len(claims) > 130
    assert [row for row, claim, _ in claims if not re.match(rf"({'|'.join(STANDINGS)})\b", claim)] == []
    proud = [(row, proof) for row, claim, proof in claims if re.match("Yes|Partly", claim) and "See " not in claim]
    assert [row for row, proof in proud if "`" not in proof] == []
    assert [row for row, claim, _ in claims if claim.startswith("Partly") and "Not yet" not in claim] == []


def test_the_evidence_of_access_is_there() -> None:
    named = set(re.findall(r"`([\w/.-]+/[\w-]+\.(?:py|md))`", ACCESS))
    assert len([name for name in named if name.startswith("tests/")]) > 35
    assert sorted(name for name in named if not (HOUSE / name).exists()) == []
