"""What msgspec says of a TOML file, in plain words: what is wrong, and an example of what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

import msgspec

from kiosk.toml_lines import Step

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`")
_STEP = re.compile(r"[^.\[\]]+|\[[^\]]*\]")
_UNKNOWN = re.compile(r"contains unknown field `(?P<key>[^`]+)`")
_MISSING = re.compile(r"missing required field `(?P<key>[^`]+)`")
_ENUM = re.compile(r"Invalid enum value (?P<value>.+)")
_TYPE = re.compile(r"Expected `(?P<wanted>\w+)(?: \| null)?`, got `(?P<got>\w+)`")
_LEAST = re.compile(r"Expected `\w+` >= (?P<least>\S+)")
_MOST = re.compile(r"Expected `\w+` <= (?P<most>\S+)")
_MOMENT = re.compile(r"Invalid RFC3339 encoded (?P<wanted>\w+)")
_NAMES = {
    "str": "a text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list", "object": "a table", "date": "a day", "time": "a time of day", "datetime": "a day with a time",
}  # fmt: skip
_EXAMPLES: Mapping[object, str] = {
    str: '"words"', int: "1", float: "1.5", bool: "true", date: "2026-11-16", time: "18:00:00",
    Any: '{ is = "answer" }',  # only conditions hold tables of anything
}  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """One mistake. `steps` lead to it, or to the table that lacks a key; `key` is its name as people write it."""

    steps: tuple[Step, ...]
    key: str
    problem: str
    remedy: str


def mistake_in(data: Mapping[str, Any], kind: type[msgspec.Struct], message: str) -> Mistake:
    """Return what msgspec found wrong with `data`, which cannot become a `kind`."""
    found = _AT.search(message)
    steps = _steps(data, kind, found["path"] if found else "")
    said = _AT.sub("", message)
    if unknown := _UNKNOWN.search(said):
        key = unknown["key"]
        return Mistake((*steps, key), _written([*steps, key]), f"the key {key!r} is not known here.",
                       _instead(kind, steps, key))  # fmt: skip
    if missing := _MISSING.search(said):
        key = missing["key"]
        return Mistake(steps, _written([*steps, key]), f"the key {key!r} is missing.", _addition(kind, [*steps, key]))
    return Mistake(steps, _written(steps), *_wrong_value(kind, steps, said))


def _wrong_value(kind: type[msgspec.Struct], steps: Sequence[Step], said: str) -> tuple[str, str]:
    choices = _choices(_type_at(kind, steps))
    example = f"Write for example `{_example(kind, steps)}`."
    if enum := _ENUM.fullmatch(said):
        return f"{enum['value']} is not among what may stand here.", _one_of(enum["value"].strip("'"), choices)
    if least := _LEAST.fullmatch(said):
        return f"this must be {least['least']} or more.", example
    if most := _MOST.fullmatch(said):
        return f"this must be {most['most']} or less.", example
    if moment := _MOMENT.fullmatch(said):
        return f"this is not {_NAMES[moment['wanted']]}.", example
    if wrong := _TYPE.fullmatch(said):
        wanted, got = (_NAMES.get(wrong[name], wrong[name]) for name in ("wanted", "got"))
        got = "a number with a point" if wrong["got"] == "float" else got
        return f"this must be {wanted}, not {got}.", _one_of("", choices) if choices else example
    return f"{said[:1].lower()}{said[1:]}.", example


def _one_of(given: str, choices: Sequence[str]) -> str:
    close = get_close_matches(given, choices, 1) if given else []
    return f"{f'Did you mean {close[0]!r}? ' if close else ''}Use one of: {', '.join(choices)}."


def _instead(kind: type[msgspec.Struct], steps: Sequence[Step], key: str) -> str:
    """Return the remedy for a key that is not known: one like it, the table it belongs to, or all that are known."""
    names = _field_names(_type_at(kind, steps))
    if close := get_close_matches(key, names, 1):
        return f"Did you mean {close[0]!r}?"
    fields = msgspec.structs.fields(kind)
    tables = [field.name for field in fields if key in _field_names(field.type) and field.name not in steps[:1]]
    if len(tables) == 1:
        return f"It belongs under [{tables[0]}]."
    return f"Known keys: {', '.join(names)}."


def _addition(kind: type[msgspec.Struct], steps: Sequence[Step]) -> str:
    example = _example(kind, steps)
    if example.startswith("["):
        return f"Add a table `{example}`."
    choices = _choices(_type_at(kind, steps))
    return f"Add a line such as `{example}`." + (f" {_one_of('', choices)}" if choices else "")


def _example(kind: type[msgspec.Struct], steps: Sequence[Step]) -> str:
    """Return a line of TOML that may stand where the steps lead: of the whole list or table they lead into."""
    names = [step for step in steps if isinstance(step, str)]
    upto = list(steps)
    while upto and (isinstance(upto[-1], int) or _is_table_of_names(_type_at(kind, upto[:-1]))):
        upto.pop()
    if not upto:
        return "key = value"
    bare = _bare(_type_at(kind, upto))
    dotted = ".".join(str(step) for step in upto if isinstance(step, str)) or names[0]
    if _is_struct(bare):
        return f"[{dotted}]"
    if get_origin(bare) is list and _is_struct(_bare(get_args(bare)[0])):
        return f"[[{dotted}]]"
    usual = _usual_number(kind, upto)
    return f"{upto[-1]} = {_value(bare) if usual is None else usual}"


def _usual_number(kind: type[msgspec.Struct], steps: Sequence[Step]) -> int | float | None:
    """Return the number that counts without the key: an example that is within every limit."""
    table = _bare(_type_at(kind, steps[:-1]))
    fields = msgspec.structs.fields(table) if _is_struct(table) else ()
    default = next((field.default for field in fields if field.name == steps[-1]), None)
    return default if isinstance(default, int | float) and not isinstance(default, bool) else None


def _value(annotation: object) -> str:
    bare = _bare(annotation)
    inner = get_args(bare)
    if get_origin(bare) is Literal:
        return next(f'"{value}"' if isinstance(value, str) else str(value) for value in inner if value != "")
    if get_origin(bare) is list:
        return f"[{_value(inner[0])}]"
    if get_origin(bare) is dict:
        return f"{{ name = {_value(inner[1])} }}"
    if _is_struct(bare):
        needed = [field for field in msgspec.structs.fields(bare) if field.required]
        return f"{{ {', '.join(f'{field.name} = {_value(field.type)}' for field in needed)} }}"
    return _EXAMPLES.get(bare, "…")


def _steps(data: Any, kind: object, path: str) -> tuple[Step, ...]:
    """Return the steps of msgspec's path, with the names for which it writes `[...]`."""
    steps: list[Step] = []
    for part in _STEP.findall(path):
        step: Step = part
        if part == "[...]" and isinstance(data, dict):
            inner = _inside(kind, part)
            step = next((name for name, value in data.items() if _is_refused(value, inner)), part)
        elif part.startswith("["):
            step = int(part[1:-1])
        kind = _inside(kind, step)
        data = data[step]
        steps.append(step)
    return tuple(steps)


def _is_refused(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return True
    return False


def _type_at(kind: object, steps: Sequence[Step]) -> object:
    for step in steps:
        kind = _inside(kind, step)
    return kind


def _inside(kind: object, step: Step) -> object:
    bare = _bare(kind)
    if _is_struct(bare):
        fields = msgspec.structs.fields(bare)
        return next((field.type for field in fields if field.name == step), object)
    return get_args(bare)[-1] if get_args(bare) else object


def _bare(annotation: object) -> object:
    """Return an annotation without its limits and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def _choices(annotation: object) -> list[str]:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return [str(value) for value in get_args(bare) if value != ""]
    return [value for part in get_args(bare) for value in _choices(part)]


def _field_names(annotation: object) -> Sequence[str]:
    bare = _bare(annotation)
    return [field.name for field in msgspec.structs.fields(bare)] if _is_struct(bare) else []


def _is_table_of_names(annotation: object) -> bool:
    return get_origin(_bare(annotation)) is dict


def _is_struct(annotation: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)


def _written(steps: Sequence[Step]) -> str:
    """Return steps as people write them: `page[3].hint`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
