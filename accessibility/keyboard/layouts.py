"""Which keys stand where: layouts by language, read from checked-in JSON, turned into rows for one kind of answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import bidirectional

KeyboardKind = Literal["text", "paragraph", "postcode", "email", "digits", "phone", "money"]
Act = Literal["type", "delete", "space", "newline", "capitals", "order", "accents", "signs", "script"]

_FOLDER = Path(__file__).parent / "layouts"
_EMAIL_SIGNS = "@.-_+"
_PAD = ("123", "456", "789")
_FALLBACK = "en"
_LATIN_ONLY = ("postcode", "email")
LETTER_COLUMNS = 10


@dataclass(frozen=True)
class KeySpec:
    """One key: what it does, what it types (or the letters it leads to), and how many letter keys it is wide."""

    act: Act
    types: str = ""
    width: float = 1.0


_WORD = 2.2
_NARROW_WORD = 1.8
_DELETE = KeySpec("delete", width=_WORD)


@dataclass(frozen=True, eq=False)
class Layout:
    """The letters of one language. A string is a row, a letter a key.

    `qwerty` is the order of the language's usual computer keyboard. `accents` are letters on a page of their own, shown
    by `accents_key`; with `accents_beside` they stand above the others wherever there is room. `names` are those signs
    that are spoken in words. `latin` is what a script other than the Latin one has beside it, for postcodes, e-mail
    and addresses of this country; `letters_key` leads back from there. By the `widest` letter all have one size.
    """

    digits: str
    qwerty: tuple[str, ...]
    alphabet: tuple[str, ...]
    accents: tuple[str, ...]
    accents_key: str
    punctuation: str
    letters_key: str = "a b c"
    widest: str = "W"
    accents_beside: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    latin: "Layout | None" = None

    @property
    def columns(self) -> int:
        """How many letter keys stand in the widest row of the usual order."""
        return max(LETTER_COLUMNS, *map(len, self.qwerty))

    @property
    def has_capitals(self) -> bool:
        """Whether the script knows capitals."""
        return any(letter != letter.upper() for letter in "".join(self.qwerty))

    @property
    def right_to_left(self) -> bool:
        """Whether an alphabet is read from the right."""
        return bidirectional(self.alphabet[0][0]) in ("R", "AL")


@dataclass(frozen=True)
class KeyboardState:
    """What the person has switched; `signs` shows digits and signs in a compact keyboard, `latin` Latin letters."""

    capitals: bool = False
    alphabetical: bool = False
    accents: bool = False
    signs: bool = False
    latin: bool = False


@cache
def load_layout(code: str) -> Layout:
    """The layout of a language; English where none is checked in for it."""
    file = _FOLDER / f"{code}.json"
    if not file.is_file():
        file = _FOLDER / f"{_FALLBACK}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    for name in ("qwerty", "alphabet", "accents"):
        data[name] = tuple(data[name])
    if "latin" in data:
        data["latin"] = load_layout(data["latin"])
    return Layout(**data)


def shown_of(layout: Layout, kind: KeyboardKind, state: KeyboardState) -> Layout:
    """The letters that are shown: postcodes and e-mail addresses have Latin ones in every language."""
    return layout.latin if layout.latin and (state.latin or kind in _LATIN_ONLY) else layout


def rows_for(
    layout: Layout,
    kind: KeyboardKind,
    state: KeyboardState,
    columns: int = LETTER_COLUMNS,
    *,
    compact: bool = False,
) -> list[list[KeySpec]]:
    """Rows of keys from the top. `columns` is how many letter keys fit; too few for the usual order, it is A–Z.

    A compact keyboard, for low windows, has digits and signs behind a key of their own instead of beside the letters.
    """
    if kind in ("digits", "phone", "money"):
        return _pad(kind)
    other, layout = _other_script(layout, kind, state), shown_of(layout, kind, state)
    capital = kind == "postcode" or (state.capitals and layout.has_capitals)
    letters = [
        [KeySpec("type", letter.upper() if capital else letter) for letter in row]
        for row in _letters(layout, state, columns, compact=compact)
    ]
    digits = [_typing(row) for row in _wrapped(layout.digits, columns)]
    signs = {"email": _EMAIL_SIGNS, "postcode": ""}.get(kind, layout.punctuation)
    others = [_typing(row) for row in _wrapped(signs, columns)]
    if not compact:
        letters[-1].append(_DELETE)
        rows = digits + letters + others
    elif state.signs:
        close = columns < len(layout.digits)
        rows = [_typing(row) for row in _wrapped(layout.digits + signs, columns)] if close else digits + others
        rows[-1].append(_DELETE)
    else:
        letters[-1].append(_DELETE)
        rows = letters
    order = columns >= layout.columns and not compact
    rows.append(_words(layout, kind, columns, compact=compact, order=order, other=other))
    return [fitting for row in rows for fitting in _fitted(row, columns)]


def _other_script(layout: Layout, kind: KeyboardKind, state: KeyboardState) -> str:
    """What leads to the language's other letters; empty where it has none, or this answer takes only Latin ones."""
    if layout.latin is None or kind in _LATIN_ONLY:
        return ""
    return layout.letters_key if state.latin else layout.latin.letters_key


def _words(
    layout: Layout, kind: KeyboardKind, columns: int, *, compact: bool, order: bool, other: str
) -> list[KeySpec]:
    """The last row: what switches the letters, around the space bar; `other` leads to letters of another script."""
    before = [KeySpec("capitals", width=_WORD)] if kind != "postcode" and layout.has_capitals else []
    after = [KeySpec("accents", width=_WORD)] if compact or not layout.accents_beside else []
    if other and layout.latin is None:  # few who write another script need accents on Latin letters
        after = []
    if compact:
        before.append(KeySpec("signs", width=_WORD))
    if order:
        (after if before else before).insert(0, KeySpec("order", width=_WORD))
    if other:
        after.append(KeySpec("script", other, _WORD))
    if kind == "paragraph":
        after.append(KeySpec("newline", width=_WORD))
    if kind == "email":
        return [*before, *after]
    others = len(before) + len(after)
    share = columns / (others + 1)
    word = min(_WORD, share) if columns >= layout.columns or share >= _NARROW_WORD else _WORD
    space = KeySpec("space", width=max(word, min(5.0, columns - word * others)))
    return [replace(key, width=word) for key in before] + [space] + [replace(key, width=word) for key in after]


def _letters(layout: Layout, state: KeyboardState, columns: int, *, compact: bool) -> list[str]:
    beside = layout.accents_beside and not compact
    if state.accents and not beside:
        close = compact or columns < max(map(len, layout.accents))
        return _wrapped("".join(layout.accents), columns) if close else list(layout.accents)
    if columns >= layout.columns and (compact or not state.alphabetical):  # a compact one has no key for the order
        return [*layout.accents, *layout.qwerty] if beside else list(layout.qwerty)
    rows = list(layout.alphabet)
    if columns < layout.columns:
        apart = "".join(layout.accents) if compact else ""
        rows = _wrapped("".join(letter for row in rows for letter in row if letter not in apart), columns)
    return [row[::-1] for row in rows] if layout.right_to_left else rows


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
