"""When the bins of an address are emptied next, each in a line that can be read aloud."""

from __future__ import annotations

from kiosk.answers.kind import Situation
from kiosk.collection_days import coming_collection
from kiosk.gazetteer import Address
from kiosk.language import Language, marked

_BIN_AND_DAY = marked("{bin}: {day}.")
_CLOCK_WRONG = marked("The clock of this kiosk may be wrong, so it cannot say. The staff at the desk can.")
_NOT_EMPTIED = marked("No bins are emptied at this address.")


def bin_days(address: Address, situation: Situation, language: Language) -> str:
    """Return each bin of the address with its next day, or why there is none to say."""
    if not situation.clock_trusted:
        return language.translate(_CLOCK_WRONG)
    council = situation.pack.council
    names = council.words.get("bins", {})
    said = []
    for name in address.bins:
        day = coming_collection(address, name, situation.now, council)
        if day is not None and name in names:
            label = language.translate(names[name].label)
            said.append(language.translate(_BIN_AND_DAY, bin=label, day=language.date(day)))
    return "\n".join(said) or language.translate(_NOT_EMPTIED)
