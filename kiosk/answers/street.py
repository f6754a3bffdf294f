"""A street: picked from the council's list, or in words where it is not listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.compared import is_compared
from kiosk.answers.kind import AnswerKind, Field, Situation, Values, fact_name, text_of
from kiosk.answers.place import place_facts, place_values, place_words
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.submission import AnswerValue, fields_of

_LONGEST = 200


class StreetAnswer(AnswerKind):
    """{"usrn"} from the list, or {"name"} in words."""

    field: ClassVar[Field] = "street"
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"street", "problem", "zone"})

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the street. Raises AnswerError: `street-empty`, `street-unknown`, `text-long`."""
        parts: AnswerValue = {"name": raw} if isinstance(raw, str) else raw
        if not isinstance(parts, Mapping) or not set(parts) <= {"usrn", "name"}:
            raise AnswerError("street-empty")
        if "usrn" in parts:
            if situation.pack.gazetteer.street(str(parts["usrn"])) is None:
                raise AnswerError("street-unknown")
            return {"usrn": str(parts["usrn"])}
        name = text_of(parts.get("name", ""))
        if not name:
            raise AnswerError("street-empty")
        if len(name) > _LONGEST:
            raise AnswerError("text-long", most=str(_LONGEST))
        return {"name": name}

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the street and its town."""
        parts = fields_of(value)
        street = situation.pack.gazetteer.street(parts.get("usrn", ""))
        return f"{street.name}, {street.town}" if street else parts.get("name", "")

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return what the council knows of the street."""
        usrn = fields_of(value).get("usrn", "")
        return {page.id: "listed" if usrn else "typed", **place_facts(page.id, usrn, situation)}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return what can be known of a street."""
        own: dict[str, Values] = {"": frozenset({"listed", "typed"})}
        return {fact_name(page, suffix): values for suffix, values in {**own, **place_values(council)}.items()}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the street, and what the council says of a known problem there."""
        parts = fields_of(value)
        words = place_words(page.id, parts.get("usrn", ""), parts.get("name", ""), situation, language)
        return {page.id: self.shown(value, page, situation, language), **words}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return streets that differ in who looks after them and what is known, and one in words."""
        found: dict[tuple[object, ...], AnswerValue] = {}
        by_zone = is_compared(page, situation.journey, "zone")
        for street in situation.pack.gazetteer.all_streets():
            value: AnswerValue = {"usrn": street.usrn}
            facts = self.facts(value, page, situation)
            zone = facts[f"{page.id}.zone"] if by_zone else ""
            found.setdefault((facts[f"{page.id}.known-problem"], facts[f"{page.id}.responsible"], zone), value)
        ordered = sorted(found, key=lambda key: key[:2] != ("no", "council"))
        return [*(found[key] for key in ordered), {"name": "The lane behind the church"}]
