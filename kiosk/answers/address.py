"""An address: picked from the council's list, or typed where it is not listed (R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import YES_NO, AnswerKind, Field, Situation, Values, fact_name, text_of
from kiosk.answers.place import place_facts, place_values, place_words
from kiosk.answers.postcode import tidy_postcode
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.submission import AnswerValue, Record, fields_of

_LONGEST = 100


class AddressAnswer(AnswerKind):
    """{"uprn"} from the list, or {"line1", "town", "postcode"} typed, with "usrn" where the street was found."""

    field: ClassVar[Field] = "address"
    keyboard: ClassVar = "capitals"
    allowed: ClassVar[tuple[str, ...]] = ("listed", "typed", "street")
    keys: ClassVar[frozenset[str]] = frozenset({"allow"})
    many: ClassVar[frozenset[str]] = frozenset({"bins"})
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"street", "problem"})

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the address.

        Raises AnswerError: `address-empty`, `address-unknown`, `address-line`, `address-town`, `postcode-wrong`.
        """
        if not isinstance(raw, Mapping) or not raw:
            raise AnswerError("address-empty")
        if "uprn" in raw:
            if situation.pack.gazetteer.address(str(raw["uprn"])) is None:
                raise AnswerError("address-unknown")
            return {"uprn": str(raw["uprn"])}
        if page.allow and "typed" not in page.allow:
            raise AnswerError("address-unknown")
        return _typed(raw, situation)

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the address in one line."""
        parts = fields_of(value)
        if "uprn" in parts:
            listed = situation.pack.gazetteer.address(parts["uprn"])
            return listed.one_line if listed else ""
        ends = " ".join(part for part in (parts.get("town", ""), parts.get("postcode", "")) if part)
        return ", ".join(part for part in (parts.get("line1", ""), ends) if part)

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return what the council knows of the address; where it knows nothing, every kind of bin is possible."""
        parts = fields_of(value)
        listed = situation.pack.gazetteer.address(parts.get("uprn", ""))
        bins = tuple(listed.bins) if listed else tuple(situation.pack.council.words.get("bins", {}))
        return {
            page.id: "listed" if listed else "typed",
            f"{page.id}.bins": bins,
            f"{page.id}.assisted": "yes" if listed and listed.assisted else "no",
            **place_facts(page.id, listed.street.usrn if listed else parts.get("usrn", ""), situation),
            **({f"{page.id}.ward": listed.ward} if listed else {}),
        }

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return what can be known of an address."""
        own: dict[str, Values] = {"": frozenset({"listed", "typed"}), "assisted": YES_NO}
        own["bins"] = frozenset(council.words.get("bins", {}))
        return {fact_name(page, suffix): values for suffix, values in {**own, **place_values(council)}.items()}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the address, its street, and what the council says of a known problem there."""
        parts = fields_of(value)
        listed = situation.pack.gazetteer.address(parts.get("uprn", ""))
        usrn = listed.street.usrn if listed else parts.get("usrn", "")
        fallback = parts.get("line1", "")
        return {
            page.id: self.shown(value, page, situation, language),
            **place_words(page.id, usrn, fallback, situation, language),
        }

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return addresses that differ in what a path may turn on, and a typed one."""
        found: dict[tuple[object, ...], AnswerValue] = {}
        for address in situation.pack.gazetteer.all_addresses():
            value: AnswerValue = {"uprn": address.uprn}
            facts = self.facts(value, page, situation)
            responsible, problem = facts[f"{page.id}.responsible"], facts[f"{page.id}.known-problem"]
            key = (problem, address.assisted, responsible)
            if key not in found or key == ("no", False, "council"):
                found.setdefault(key, value)
        ordered = sorted(found, key=lambda key: key != ("no", False, "council"))
        typed: AnswerValue = {"line1": "The Old Forge, Back Lane", "town": "Fairholme", "postcode": "FH1 9ZZ"}
        return [*(found[key] for key in ordered), *([typed] if not page.allow or "typed" in page.allow else [])]


def _typed(raw: Record, situation: Situation) -> AnswerValue:
    unknown = set(raw) - {"line1", "town", "postcode", "usrn"}
    if unknown:
        raise AnswerError("wrong-shape")
    line1, town = text_of(raw.get("line1", "")), text_of(raw.get("town", ""))
    if not line1:
        raise AnswerError("address-line")
    if not town:
        raise AnswerError("address-town")
    if max(len(line1), len(town)) > _LONGEST:
        raise AnswerError("text-long", most=str(_LONGEST))
    answer = {"line1": line1, "town": town}
    if postcode := text_of(raw.get("postcode", "")):
        answer["postcode"] = tidy_postcode(postcode)
    usrn = text_of(raw.get("usrn", ""))
    if usrn and situation.pack.gazetteer.street(usrn):
        answer["usrn"] = usrn
    return answer
