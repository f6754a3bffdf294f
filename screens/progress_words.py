"""Where a submission stands, in words that never outrun the truth."""

from kiosk.case_words import CASE_WORDS
from kiosk.language import Language, marked
from kiosk.views import ProgressView

_HERE_ONLY = (
    marked("Stored safely here. The council does not have it yet."),
    marked("This kiosk sends it as soon as it can. You do not need to do anything."),
)
_BY_HAND = (
    marked("The council needs to look at this by hand"),
    marked("It is kept safely, but it could not go through by itself. If it is urgent, please tell the council."),
)
_UNKNOWN = (marked("It is on its way"), marked("We do not know more just now. Please look again later."))


def progress_words(view: ProgressView, language: Language) -> tuple[str, str]:
    """Return the state, and what it means for the resident."""
    if view.quarantined:
        state = _BY_HAND
    elif view.here_only:
        state = _HERE_ONLY
    else:
        state = CASE_WORDS.get(view.status, _UNKNOWN)
    return language.translate(state[0]), language.translate(state[1])
