"""The published JSON Schemas: what they take is what the kiosk takes, and every key says what it is."""

from __future__ import annotations

import json
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from command_line import Run
from jsonschema import Draft202012Validator

from kiosk.conditions import TESTS
from kiosk.council_pack import DEMO_COUNCIL, Council
from kiosk.journey import Journey
from kiosk.journey_pages import Page, SharedPages
from kiosk.pack_schema import PUBLISHED, schema, written
from kiosk.schemas import NAMES, published

FILES = {
    "journey": sorted((DEMO_COUNCIL / "journeys").glob("*.toml")),
    "pages": sorted((DEMO_COUNCIL / "pages").glob("*.toml")),
    "council": [DEMO_COUNCIL / "council.toml"],
}
ALL = [(name, path) for name, paths in FILES.items() for path in paths]


def parsed(path: Path) -> Any:
    """A TOML file as JSON would have it: days and times are texts."""
    return as_json(tomllib.loads(path.read_text(encoding="utf-8")))


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return str(value) if isinstance(value, date | time) else value


def refused(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(data)]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_published_as_it_is_made(name: str) -> None:
    assert published(name) == written(name), "run `python -m kiosk.pack_schema`"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(published(name)))


@pytest.mark.parametrize(("name", "path"), ALL, ids=[f"{path.parent.name}/{path.stem}" for _, path in ALL])
def test_every_file_of_the_demo_council_fits(name: str, path: Path) -> None:
    assert refused(name, parsed(path)) == []


@pytest.mark.parametrize(("name", "path"), ALL, ids=[f"{path.parent.name}/{path.stem}" for _, path in ALL])
def test_every_file_of_the_demo_council_leads_an_editor_there(name: str, path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    assert (path.parent / first.removeprefix("#:schema ")).resolve() == PUBLISHED / f"{name}.schema.json"


@pytest.mark.parametrize("kind", [Journey, Page])
def test_it_has_every_key(kind: type[msgspec.Struct]) -> None:
    names = {field.encode_name for field in msgspec.structs.fields(kind)}
    assert set(schema("journey")["$defs"][kind.__name__]["properties"]) == names


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_is(name: str) -> None:
    silent = {
        f"{title}.{key}"
        for title, table in schema(name)["$defs"].items()
        for key, value in table["properties"].items()
        if not value.get("description")
    }
    assert silent == set(), "put a comment beside the key, or a line into kiosk/key_words.py"


def planted() -> list[tuple[str, str, Any]]:
    """Changes of a sound journey that an editor should underline."""
    return [
        ("an unknown key", "surprise", 1),
        ("a contact type that is none", "contact_type", "CM009"),
        ("a number as text", "minutes", "3"),
        ("no day at all", "minutes", 0),
        ("an empty choice", "earlier", "withdrow"),
        ("a condition without comparison", "urgent", {"tag": "yes"}),
        ("an unknown comparison", "urgent", {"tag": {"equals": "yes"}}),
        ("a condition inside a list", "urgent", {"any": [{"tag": {"equals": "yes"}}]}),
        ("a list in place of one answer", "urgent", {"tag": {"is": ["yes"]}}),
        ("a page that is none", "page", [{"id": "a", "kind": "essay", "ask": "A?"}]),
        ("a page without a heading", "page", [{"id": "a", "kind": "notice"}]),
        ("a page with an unknown key", "page", [{"id": "a", "kind": "notice", "ask": "A", "colour": "red"}]),
    ]


@pytest.mark.parametrize(("what", "key", "value"), planted(), ids=[what for what, _, _ in planted()])
def test_what_the_kiosk_refuses_is_underlined(what: str, key: str, value: Any) -> None:
    journey = parsed(DEMO_COUNCIL / "journeys" / "missed-bin.toml")
    assert refused("journey", journey) == []
    assert refused("journey", {**journey, key: value}), what


def test_every_comparison_may_stand_in_a_condition() -> None:
    wanted = {"any_of": ["a"], "none_of": ["a"], "at_least": 1, "at_most": 1, "before": "2026-01-01"}
    journey = parsed(DEMO_COUNCIL / "journeys" / "missed-bin.toml")
    for name in TESTS:
        journey["urgent"] = {"all": [{"tag": {name: wanted.get(name, "2026-01-01")}}]}
        assert refused("journey", journey) == [], name


def test_structs_and_schemas_name_the_same_tables() -> None:
    assert [kind.__name__ for kind in (Journey, SharedPages, Council)] == [
        schema(name)["$ref"].removeprefix("#/$defs/") for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_it(run: Run, name: str) -> None:
    assert run("schema", name) == (0, published(name), "")


def test_another_name_is_refused_with_those_there_are(run: Run) -> None:
    code, _, err = run("schema", "page")
    assert code == 2
    assert "journey" in err
    assert "council" in err
