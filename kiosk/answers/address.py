"""An address: picked from the council's list, or typed where it is not listed (R11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar

from kiosk.answers.bin_days import bin_days
from kiosk.answers.compared import is_compared
from kiosk.answers.kind import YES_NO, AnswerKind, Field, Situation, Values, fact_name, text_of
from kiosk.answers.place import place_facts, place_values, place_words
from kiosk.answers.postcode import tidy_postcode
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, Record, fields_of

_LONGEST = 100
_LONGEST_NEAR = 200
_LISTED_AND_TYPED = ("listed", "typed", "street")

NO_FIXED, WITHHELD, CARE_OF = "no-fixed", "withheld", "care-of"
_NO_FIXED_WORDS = marked("No fixed address")
_NEAR_WORDS = marked("No fixed address. Mostly near: {near}")
_WITHHELD_WORDS = marked("Not told here")
_CARE_OF_WORDS = marked("care of {name}, {address}")


class AddressAnswer(AnswerKind):
    """{"uprn"} from the list, or {"line1", "town", "postcode"} typed, with "usrn" where the street was found.

    Where the page allows it also "care_of" beside these, {"none": "no-fixed", "near": words} or {"none": "withheld"}.
    """

    field: ClassVar[Field] = "address"
    keyboard: ClassVar = "capitals"
    allowed: ClassVar[tuple[str, ...]] = (*_LISTED_AND_TYPED, CARE_OF, NO_FIXED, WITHHELD)
    keys: ClassVar[frozenset[str]] = frozenset({"allow"})
    many: ClassVar[frozenset[str]] = frozenset({"bins"})
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"street", "problem", "zone", "bin-days"})
    refusals: ClassVar[Mapping[str, str]] = {
        "address-not-here": marked("We need an address here. Choose it, or ask at the desk"),
        "address-care-of": marked("Write whose address it is"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the address.

        Raises AnswerError: `address-empty`, `address-unknown`, `address-line`, `address-town`, `postcode-wrong`,
        `address-not-here`, `address-care-of`, `text-long`.
        """
        if not raw and page.optional:
            return ""
        if not isinstance(raw, Mapping) or not raw:
            raise AnswerError("address-empty")
        if "none" in raw:
            return _none(raw, page)
        care_of = _care_of(raw, page)
        if "uprn" in raw:
            if not set(raw) <= {"uprn", "care_of"}:
                raise AnswerError("wrong-shape")
            if situation.pack.gazetteer.address(str(raw["uprn"])) is None:
                raise AnswerError("address-unknown")
            return {"uprn": str(raw["uprn"]), **care_of}
        if page.allow and "typed" not in page.allow:
            raise AnswerError("address-unknown")
        return {**_typed(raw, situation), **care_of}

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the address in one line."""
        parts = fields_of(value)
        if parts.get("none") == WITHHELD:
            return language.translate(_WITHHELD_WORDS)
        if "none" in parts:
            near = parts.get("near", "")
            return language.translate(_NEAR_WORDS, near=near) if near else language.translate(_NO_FIXED_WORDS)
        address = _one_line(parts, situation)
        care_of = parts.get("care_of", "")
        return language.translate(_CARE_OF_WORDS, name=care_of, address=address) if care_of else address

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return what the council knows of the address; where it knows nothing, every kind of bin is possible."""
        parts = fields_of(value)
        listed = situation.pack.gazetteer.address(parts.get("uprn", ""))
        bins = tuple(listed.bins) if listed else tuple(situation.pack.council.words.get("bins", {}))
        given = parts.get("none") or ("listed" if listed else "typed" if parts else "")
        return {
            page.id: given,
            f"{page.id}.bins": bins,
            f"{page.id}.assisted": "yes" if listed and listed.assisted else "no",
            **place_facts(page.id, listed.street.usrn if listed else parts.get("usrn", ""), situation),
            **({f"{page.id}.ward": listed.ward} if listed else {}),
        }

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return what can be known of an address."""
        without = [name for name in (NO_FIXED, WITHHELD) if name in page.allow] + ([""] if page.optional else [])
        own: dict[str, Values] = {"": frozenset({"listed", "typed", *without}), "assisted": YES_NO}
        own["bins"] = frozenset(council.words.get("bins", {}))
        return {fact_name(page, suffix): values for suffix, values in {**own, **place_values(council)}.items()}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the address, its street, what the council says of a known problem there, and when bins are emptied."""
        parts = fields_of(value)
        listed = situation.pack.gazetteer.address(parts.get("uprn", ""))
        usrn = listed.street.usrn if listed else parts.get("usrn", "")
        fallback = parts.get("line1", "")
        return {
            page.id: self.shown(value, page, situation, language),
            f"{page.id}.bin-days": bin_days(listed, situation, language) if listed else "",
            **place_words(page.id, usrn, fallback, situation, language),
        }

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return addresses that differ in what a path may turn on, and a typed one."""
        found: dict[tuple[object, ...], AnswerValue] = {}
        facts_of = cache(lambda usrn: place_facts(page.id, usrn, situation))
        by_bins = is_compared(page, situation.journey, "bins")
        by_zone = is_compared(page, situation.journey, "zone")
        for address in situation.pack.gazetteer.all_addresses():
            value: AnswerValue = {"uprn": address.uprn}
            facts = facts_of(address.street.usrn)
            responsible, problem = facts[f"{page.id}.responsible"], facts[f"{page.id}.known-problem"]
            zone = facts[f"{page.id}.zone"] if by_zone else ""
            bins = address.bins if by_bins else ()
            found.setdefault((problem, address.assisted, responsible, zone, *bins), value)
        ordered = sorted(found, key=lambda key: key[:3] != ("no", False, "council"))
        typed: AnswerValue = {"line1": "The Old Forge, Back Lane", "town": "Fairholme", "postcode": "FH1 9ZZ"}
        without: list[AnswerValue] = [{"none": name} for name in (NO_FIXED, WITHHELD) if name in page.allow]
        takes_typed = not page.allow or "typed" in page.allow
        return [
            *(found[key] for key in ordered),
            *([typed] if takes_typed else []),
            *without,
            *([""] if page.optional else []),
        ]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield an address that can only be kept back."""
        if page.allow and not set(page.allow) & {"listed", "typed"}:
            yield "allow", "no address can be given here.", 'Add "listed" or "typed".'


def _one_line(parts: Mapping[str, str], situation: Situation) -> str:
    if "uprn" in parts:
        listed = situation.pack.gazetteer.address(parts["uprn"])
        return listed.one_line if listed else ""
    ends = " ".join(part for part in (parts.get("town", ""), parts.get("postcode", "")) if part)
    return ", ".join(part for part in (parts.get("line1", ""), ends) if part)


def _none(raw: Record, page: Page) -> dict[str, str]:
    """Return that there is no address, or that it is not told, where the page allows it."""
    kind = str(raw["none"])
    if kind not in (NO_FIXED, WITHHELD) or not set(raw) <= {"none", "near"}:
        raise AnswerError("wrong-shape")
    if kind not in page.allow:
        raise AnswerError("address-not-here")
    near = unicodedata.normalize("NFC", text_of(raw.get("near", "")))
    if len(near) > _LONGEST_NEAR:
        raise AnswerError("text-long", most=str(_LONGEST_NEAR))
    return {"none": kind, **({"near": near} if near and kind == NO_FIXED else {})}


def _care_of(raw: Record, page: Page) -> dict[str, str]:
    """Return whose address it is, where it is somebody else's."""
    if "care_of" not in raw:
        return {}
    if CARE_OF not in page.allow:
        raise AnswerError("wrong-shape")
    name = unicodedata.normalize("NFC", text_of(raw["care_of"]))
    if not name:
        raise AnswerError("address-care-of")
    if len(name) > _LONGEST:
        raise AnswerError("text-long", most=str(_LONGEST))
    return {"care_of": name}


def _typed(raw: Record, situation: Situation) -> dict[str, str]:
    unknown = set(raw) - {"line1", "town", "postcode", "usrn", "care_of"}
    if unknown:
        raise AnswerError("wrong-shape")
    line1, town = (unicodedata.normalize("NFC", text_of(raw.get(name, ""))) for name in ("line1", "town"))
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
