"""What to say of the receipt, and whether printing again can help. Never promises paper that may not come."""

from kiosk.language import Language, marked
from kiosk.views import Paper

_WORDS: dict[Paper, tuple[str, ...]] = {
    "none": (),
    "printing": (marked("Your receipt is printing. Please take it."),),
    "printed": (marked("Please take your receipt."),),
    "held": (
        marked("The printer needs paper, or its cover is open. Please tell the staff."),
        marked("You do not have to wait for the paper."),
    ),
    "failed": (
        marked("Your receipt could not be printed."),
        marked("You do not need the paper."),
    ),
    "uncertain": (
        marked("Your receipt may have printed. Look in the tray."),
        marked("If it is not there, touch “Print again”."),
    ),
}
_SQUARE_BESIDE_PAPER = marked("Or point your phone camera at this square to see progress.")
_SQUARE_INSTEAD = marked("Write the code down, or point your phone camera at this square.")
_NO_SQUARE = marked("Write the code down. You need it to see progress.")
_PAPER_COMES = ("printing", "printed")
_PRINTING_AGAIN_HELPS = ("printed", "failed", "uncertain")


def paper_words(paper: Paper, language: Language, *, square: bool) -> list[str]:
    """Return what to say of the receipt and the code, the most important first. `square`: one is on the screen."""
    words = [language.translate(text) for text in _WORDS[paper]]
    if paper in _PAPER_COMES:
        return [*words, language.translate(_SQUARE_BESIDE_PAPER)] if square else words
    return [*words, language.translate(_SQUARE_INSTEAD if square else _NO_SQUARE)]


def can_print_again(paper: Paper) -> bool:
    """Say whether asking for the receipt again can bring one: not without a printer, nor while one is on its way."""
    return paper in _PRINTING_AGAIN_HELPS
