"""What becomes of proving who somebody is, told before the start (R7): never here, staff do it where it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.evidence import always_needed
from kiosk.journey import Journey
from kiosk.language import Language, marked

if TYPE_CHECKING:
    from kiosk.council_pack import CouncilPack

_NOT_HERE = marked("You do not need to prove who you are here.")
_REACHED = marked("If you give a phone number or e-mail address, staff may use it to check that you sent this.")
_PAPERS = marked("Staff check it later, from the papers that you bring.")
_PERHAPS_PAPERS = marked("Staff check it later, from papers. At the end you see if you need to bring any, and which.")


def making_sure(pack: CouncilPack, journey: Journey, language: Language) -> str:
    """Return what to know of it, in the resident's words; empty where nothing must be known of whoever sends it.

    Of a life event it is the most that one of its parts can want.
    """
    wanted = {part.identity for part in [pack.journeys[member.journey] for member in journey.member] or [journey]}
    if "verified" in wanted:
        how = _PAPERS if always_needed(journey, language) else _PERHAPS_PAPERS
    elif "contact" in wanted:
        how = _REACHED
    else:
        return ""
    return f"{language.translate(_NOT_HERE)} {language.translate(how)}"
