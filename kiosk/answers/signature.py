"""A signature: drawn on the screen, or the name typed by whoever cannot draw there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Field, Situation, Values, text_of
from kiosk.answers.not_sure import said_without, without, without_answer
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of

MOST_POINTS = 2_000
FEWEST_POINTS = 8
MOST_BYTES = 20_480
_LONGEST_NAME = 120
# Digits only, no signs and no fractions: nothing here can be anything but lines, wherever it is drawn.
_PATH = re.compile(r"M\d{1,4},\d{1,4}( [ML]\d{1,4},\d{1,4})*")

_SIGNED = marked("Signed on the screen")
_TYPED = marked("Signed by typing: {name}")


class Signature(AnswerKind):
    """{"path": an SVG path of whole numbers, "M12,40 L13,44 …"} or {"typed": name}."""

    field: ClassVar[Field] = "signature"
    refusals: ClassVar[Mapping[str, str]] = {
        "signature-empty": marked("Sign in the box, or touch “I cannot sign here: type my name”"),
        "signature-short": marked("This is too short for a signature. Sign again, or type your name"),
        "signature-long": marked("This is too much for us to keep. Touch Clear, and sign again"),
        "signature-name": marked("Write your name"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the path or the name.

        Raises AnswerError: `signature-empty`, `signature-short`, `signature-long`, `signature-name`, `text-long`.
        """
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        if not isinstance(raw, Mapping) or not raw:
            raise AnswerError("signature-empty" if not raw else "wrong-shape")
        if set(raw) == {"typed"}:
            return {"typed": _name(text_of(raw["typed"]))}
        path = raw.get("path")
        if set(raw) != {"path"} or not isinstance(path, str):
            raise AnswerError("wrong-shape")
        return {"path": _tidy_path(path)}

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return how it was signed: what was drawn is for whoever opens the form."""
        if (nothing := said_without(value, language)) is not None:
            return nothing
        parts = fields_of(value)
        return language.translate(_TYPED, name=parts["typed"]) if "typed" in parts else language.translate(_SIGNED)

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return `drawn` or `typed`."""
        if isinstance(value, str):
            return {page.id: value}
        return {page.id: "typed" if "typed" in fields_of(value) else "drawn"}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return how it can be signed."""
        return {page.id: frozenset({"drawn", "typed", *(str(value) for value in without(page))})}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a drawn and a typed one, and none where none is needed."""
        points = [(10 * at, 60 + (at * at * 7) % 50) for at in range(FEWEST_POINTS * 2)]
        return [{"path": signature_path([points])}, {"typed": "Mair Siân Llŷr-Evans"}, *without(page)]


def signature_path(strokes: list[list[tuple[int, int]]]) -> str:
    """Return strokes of points as an SVG path."""
    written = [f"{'L' if at else 'M'}{x},{y}" for stroke in strokes for at, (x, y) in enumerate(stroke)]
    return " ".join(written)


def signature_strokes(path: str) -> list[list[tuple[int, int]]]:
    """Return the strokes of a tidy path."""
    strokes: list[list[tuple[int, int]]] = []
    for act, x, y in re.findall(r"([ML])(\d+),(\d+)", path):
        if act == "M":
            strokes.append([])
        strokes[-1].append((int(x), int(y)))
    return strokes


def _tidy_path(path: str) -> str:
    if not path.strip():
        raise AnswerError("signature-empty")
    if len(path) > MOST_BYTES:
        raise AnswerError("signature-long")
    if not path.isascii() or not _PATH.fullmatch(path):
        raise AnswerError("wrong-shape")
    points = path.count(",")
    if points > MOST_POINTS:
        raise AnswerError("signature-long")
    if points < FEWEST_POINTS:
        raise AnswerError("signature-short")
    return path


def _name(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if not name:
        raise AnswerError("signature-name", at="typed")
    if len(name) > _LONGEST_NAME:
        raise AnswerError("text-long", most=str(_LONGEST_NAME), at="typed")
    return name
