"""Makes the JSON Schemas (draft 2020-12) of a pack's files from the structs that read them.

What an editor shows beside a key is the comment beside that key in its struct, or else a line of `kiosk.key_words`.
They are published in `kiosk/schemas`: `python -m kiosk.pack_schema` writes them anew; a test tells when that is due.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kiosk.conditions import TESTS
from kiosk.council_pack import Council
from kiosk.journey import Journey
from kiosk.journey_pages import SharedPages
from kiosk.key_words import KEY_WORDS
from kiosk.schemas import NAMES

PUBLISHED = Path(__file__).parent / "schemas"

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Mapping[str, type[msgspec.Struct]] = dict(zip(NAMES, (Journey, SharedPages, Council), strict=True))
_COMMENT = re.compile(r"^    (?P<key>\w+): [^#\n]*?#\s*(?P<told>.+)$", re.MULTILINE)
_ONE: Mapping[str, Any] = {"type": ["string", "boolean", "integer"]}
_SEVERAL: Mapping[str, Any] = {"type": "array", "items": _ONE, "minItems": 1}
_WANTED: Mapping[str, Any] = {
    "is": _ONE,
    "is_not": _ONE,
    "any_of": _SEVERAL,
    "none_of": _SEVERAL,
    "at_least": {"type": "integer"},
    "at_most": {"type": "integer"},
}
"""What a comparison compares with; a day may be written in several ways."""


def schema(name: str) -> dict[str, Any]:
    """Return the schema of one kind of file. Raises KeyError for a name that is none of `kiosk.schemas.NAMES`."""
    made = msgspec.json.schema(_KINDS[name])
    structs = list(_structs(_KINDS[name]))
    told = {struct.__name__: {**KEY_WORDS.get(struct.__name__, {}), **_comments(struct)} for struct in structs}
    tables = {title: _table(title, table, told.get(title, {})) for title, table in made["$defs"].items()}
    return {
        "$schema": _DRAFT,
        "$id": f"{name}.schema.json",
        "title": f"Civic Kiosk: {name}",
        **made,
        "$defs": {**tables, "Condition": _condition(), "Comparison": _comparison()},
    }


def written(name: str) -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"


def _table(title: str, table: dict[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    properties = {
        key: {**_without_usual(value), **({"description": told[key]} if key in told else {})}
        for key, value in table["properties"].items()
    }
    made = {**table, "properties": properties}
    if title == "Page":  # what stands for shared pages has no words of its own
        made["oneOf"] = [{"required": ["use"]}, {"required": ["id", "kind", "ask"], "not": {"required": ["use"]}}]
    return made


def _without_usual(value: dict[str, Any]) -> dict[str, Any]:
    """Return what may stand at a key as TOML has it: no null, no empty choice; any table is a condition."""
    made = {key: part for key, part in value.items() if key != "default"}
    if "anyOf" in made:
        rest = [_without_usual(part) for part in made.pop("anyOf") if part != {"type": "null"}]
        return {**made, **(rest[0] if len(rest) == 1 else {"anyOf": rest})}
    if "enum" in made:
        made["enum"] = [choice for choice in made["enum"] if choice != ""]
    for inner in ("items", "additionalProperties"):
        if isinstance(made.get(inner), dict):
            made[inner] = _without_usual(made[inner])
    return {"$ref": "#/$defs/Condition"} if made == {"type": "object"} else made


def _condition() -> dict[str, Any]:
    several = {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "minItems": 1}
    return {
        "title": "Condition",
        "description": "Facts from earlier answers with what they are compared with; all of them must hold.",
        "type": "object",
        "properties": {
            "all": {**several, "description": "All of these hold."},
            "any": {**several, "description": "At least one of these holds."},
        },
        "additionalProperties": {"$ref": "#/$defs/Comparison"},
    }


def _comparison() -> dict[str, Any]:
    told = KEY_WORDS["Comparison"]
    return {
        "title": "Comparison",
        "type": "object",
        "properties": {name: {**_WANTED.get(name, {}), "description": told.get(name, "")} for name in TESTS},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _structs(kind: object) -> Iterator[type[msgspec.Struct]]:
    """Yield a struct and all that stand inside it."""
    info = msgspec.inspect.type_info(kind)
    seen: set[object] = set()
    waiting = [info]
    while waiting:
        part = waiting.pop()
        if isinstance(part, msgspec.inspect.StructType) and part.cls not in seen:
            seen.add(part.cls)
            yield part.cls
            waiting += [field.type for field in part.fields]
        waiting += list(_inside(part))


def _inside(part: msgspec.inspect.Type) -> Iterator[msgspec.inspect.Type]:
    if isinstance(part, msgspec.inspect.ListType):
        yield part.item_type
    elif isinstance(part, msgspec.inspect.DictType):
        yield part.value_type
    elif isinstance(part, msgspec.inspect.UnionType):
        yield from part.types
    elif isinstance(part, msgspec.inspect.Metadata):
        yield part.type


def _comments(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {found["key"]: found["told"].strip() for found in _COMMENT.finditer(inspect.getsource(struct))}


if __name__ == "__main__":
    for each in NAMES:
        (PUBLISHED / f"{each}.schema.json").write_text(written(each), encoding="utf-8")
