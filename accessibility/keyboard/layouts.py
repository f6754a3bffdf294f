"""Which keys stand where: layouts by language, read from checked-in JSON, turned into rows for one kind of answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Literal

KeyboardKind = Literal["text", "paragraph", "postcode", "email", "digits", "phone", "money"]
Act = Literal["type", "delete", "space", "newline", "capitals", "order", "accents", "signs"]

_EMAIL_SIGNS = "@.-_+"
_PAD = ("123", "456", "789")
_FALLBACK = "en"
LETTER_COLUMNS = 10


@dataclass(frozen=True)
class KeySpec:
    """One key: what it does, what it types, and how many letter keys it is wide."""

    act: Act
    types: str = ""
    width: float = 1.0


_WORD = 2.2
_DELETE = KeySpec("delete", width=_WORD)


@dataclass(frozen=True)
class Layout:
    """The letters of one language. A string is a row, a letter a key."""

    digits: str
    qwerty: tuple[str, ...]
    alphabet: tuple[str, ...]
    accents: tuple[str, ...]
    accents_key: str
    punctuation: str


@dataclass(frozen=True)
class KeyboardState:
    """What the person has switched; `signs` shows digits and signs in a compact keyboard."""

    capitals: bool = False
    alphabetical: bool = False
    accents: bool = False
    signs: bool = False


def load_layout(code: str) -> Layout:
    """The layout of a language; English where none is checked in for it."""
    folder = resources.files("accessibility.keyboard").joinpath("layouts")
    file = folder.joinpath(f"{code}.json")
    if not file.is_file():
        file = folder.joinpath(f"{_FALLBACK}.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return Layout(
        digits=data["digits"],
        qwerty=tuple(data["qwerty"]),
        alphabet=tuple(data["alphabet"]),
        accents=tuple(data["accents"]),
        accents_key=data["accents_key"],
        punctuation=data["punctuation"],
    )


def rows_for(
    layout: Layout,
    kind: KeyboardKind,
    state: KeyboardState,
    columns: int = LETTER_COLUMNS,
    *,
    compact: bool = False,
) -> list[list[KeySpec]]:
    """Rows of keys from the top. `columns` is how many letter keys fit; below ten, letters stand in A–Z order.

    A compact keyboard, for low windows, has digits and signs behind a key of their own instead of beside the letters.
    """
    if kind in ("digits", "phone", "money"):
        return _pad(kind)
    capital = kind == "postcode" or state.capitals
    letters = [
        [KeySpec("type", letter.upper() if capital else letter) for letter in row]
        for row in _letters(layout, state, columns)
    ]
    digits = [_typing(row) for row in _wrapped(layout.digits, columns)]
    signs = {"email": _EMAIL_SIGNS, "postcode": ""}.get(kind, layout.punctuation)
    others = [_typing(row) for row in _wrapped(signs, columns)]
    if not compact:
        letters[-1].append(_DELETE)
        rows = digits + letters + others
    elif state.signs:
        rows = digits + others
        rows[-1].append(_DELETE)
    else:
        letters[-1].append(_DELETE)
        rows = letters
    rows.append(_words(kind, columns, compact=compact))
    return [fitting for row in rows for fitting in _fitted(row, columns)]


def _words(kind: KeyboardKind, columns: int, *, compact: bool) -> list[KeySpec]:
    """The last row: what switches the letters, around the space bar."""
    before = [KeySpec("capitals", width=_WORD)] if kind != "postcode" else []
    after = [KeySpec("accents", width=_WORD)]
    if compact:
        before.append(KeySpec("signs", width=_WORD))
    if columns >= LETTER_COLUMNS and not compact:
        (after if before else before).insert(0, KeySpec("order", width=_WORD))
    if kind == "paragraph":
        after.append(KeySpec("newline", width=_WORD))
    if kind == "email":
        return [*before, *after]
    others = len(before) + len(after)
    word = min(_WORD, columns / (others + 1)) if columns >= LETTER_COLUMNS else _WORD
    space = KeySpec("space", width=max(word, min(5.0, columns - word * others)))
    return [replace(key, width=word) for key in before] + [space] + [replace(key, width=word) for key in after]


def _letters(layout: Layout, state: KeyboardState, columns: int) -> list[str]:
    if state.accents:
        return _wrapped("".join(layout.accents), columns) if columns < len(layout.accents[0]) else list(layout.accents)
    if columns < LETTER_COLUMNS:
        return _wrapped("".join(layout.alphabet), columns)
    return list(layout.alphabet if state.alphabetical else layout.qwerty)


def _fitted(keys: Sequence[KeySpec], columns: int) -> list[list[KeySpec]]:
    """Break a row that is wider than `columns`."""
    rows: list[list[KeySpec]] = [[]]
    for key in keys:
        if rows[-1] and sum(k.width for k in rows[-1]) + key.width > columns + 0.5:
            rows.append([])
        rows[-1].append(key)
    return rows


def _wrapped(signs: str, columns: int) -> list[str]:
    return [signs[i : i + columns] for i in range(0, len(signs), columns)]


def _typing(signs: str) -> list[KeySpec]:
    return [KeySpec("type", sign) for sign in signs]


def _pad(kind: KeyboardKind) -> list[list[KeySpec]]:
    rows = [_typing(row) for row in _PAD]
    beside = {"phone": "+", "money": "."}.get(kind, "")
    return [*rows, [*_typing(beside), KeySpec("type", "0"), KeySpec("delete")]]
