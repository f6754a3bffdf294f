"""What becomes of proving who somebody is, told before the start (R7): never here, staff do it where it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.journey import Journey
from kiosk.language import Language, marked

if TYPE_CHECKING:
    from kiosk.council_pack import CouncilPack

_WORDS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "contact": (
        marked("You do not need to prove who you are here."),
        marked("If you give a phone number or e-mail address, staff may use it to check that you sent this."),
    ),
    "verified": (
        marked("You do not need to prove who you are here."),
        marked("Staff check it later, from papers. At the end you see if you need to bring any, and which."),
    ),
}
"""The journey's levels, from the least that must be known to the most."""


def making_sure(pack: CouncilPack, journey: Journey, language: Language) -> str:
    """Return what to know of it, in the resident's words; empty where nothing must be known of whoever sends it.

    Of a life event it is the most that one of its parts can want.
    """
    parts = [pack.journeys[member.journey] for member in journey.member] or [journey]
    wanted = {part.identity for part in parts}
    most = [words for level, words in _WORDS.items() if level in wanted][-1]
    return " ".join(map(language.translate, most))
