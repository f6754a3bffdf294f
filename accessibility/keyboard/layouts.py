"""Which keys stand where: layouts by language, read from checked-in JSON, turned into rows for one kind of answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal

KeyboardKind = Literal["text", "paragraph", "postcode", "email", "digits", "phone"]
Act = Literal["type", "delete", "space", "newline", "capitals", "order", "accents"]

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
    """What the person has switched: capitals, A–Z order, and the letters with accents."""

    capitals: bool = False
    alphabetical: bool = False
    accents: bool = False


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
    layout: Layout, kind: KeyboardKind, state: KeyboardState, columns: int = LETTER_COLUMNS
) -> list[list[KeySpec]]:
    """Rows of keys from the top. `columns` is how many letter keys fit; below ten, letters stand in A–Z order."""
    if kind in ("digits", "phone"):
        return _pad(kind)
    letters = _letters(layout, state, columns)
    capital = kind == "postcode" or state.capitals
    rows = [[KeySpec("type", letter.upper() if capital else letter) for letter in row] for row in letters]
    rows = [_typing(row) for row in _wrapped(layout.digits, columns)] + rows
    if kind == "email":
        rows.append(_typing(_EMAIL_SIGNS))
    elif kind in ("text", "paragraph"):
        rows += [_typing(row) for row in _wrapped(layout.punctuation, columns)]
    return _with_words(rows, kind, columns)


def _letters(layout: Layout, state: KeyboardState, columns: int) -> list[str]:
    if state.accents:
        return _wrapped("".join(layout.accents), columns) if columns < len(layout.accents[0]) else list(layout.accents)
    if columns < LETTER_COLUMNS:
        return _wrapped("".join(layout.alphabet), columns)
    return list(layout.alphabet if state.alphabetical else layout.qwerty)


def _with_words(rows: list[list[KeySpec]], kind: KeyboardKind, columns: int) -> list[list[KeySpec]]:
    """Add the keys with words: Delete at the end of the shortest last row, the others below."""
    delete = KeySpec("delete", width=2.2)
    words = [KeySpec("accents", width=2.2)]
    if columns >= LETTER_COLUMNS:
        words.insert(0, KeySpec("order", width=2.2))
    if kind != "postcode":
        words.insert(0, KeySpec("capitals", width=2.2))
    if kind == "email":
        rows[-1] = [*rows[-1], delete]
        return [*rows, words]
    if kind == "paragraph":
        words.append(KeySpec("newline", width=2.2))
    used = sum(key.width for key in words)
    space = KeySpec("space", width=max(2.2, min(5.0, columns - used)))
    if kind == "postcode":
        words.insert(1 if columns >= LETTER_COLUMNS else 0, space)
        rows[-1] = [*rows[-1], delete]
        return [*rows, *_fitted(words, columns)]
    letters_end = max(i for i, row in enumerate(rows) if any(key.types.isalpha() for key in row))
    rows[letters_end] = [*rows[letters_end], delete]
    words.insert(len(words) // 2, space)
    return [row for keys in rows for row in _fitted(keys, columns)] + _fitted(words, columns)


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
    last = [KeySpec("type", "+" if kind == "phone" else "0"), KeySpec("delete")]
    if kind == "phone":
        last.insert(1, KeySpec("type", "0"))
    return [*rows, last]
