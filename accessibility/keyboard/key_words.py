"""What is drawn on a key, and what it is called: the name has what is drawn in it (WCAG 2.5.3)."""

from unicodedata import category, name

from accessibility.keyboard.layouts import KeyboardState, KeySpec, Layout
from kiosk.language import Language, marked

_NAMES = {
    ".": marked("full stop"),
    "۔": marked("full stop"),
    ",": marked("comma"),
    "،": marked("comma"),
    "؟": marked("question mark"),
    "-": marked("dash"),
    "_": marked("underscore"),
    "'": marked("apostrophe"),
    "/": marked("slash"),
    "(": marked("open bracket"),
    ")": marked("close bracket"),
    "&": marked("and sign"),
    "?": marked("question mark"),
    "!": marked("exclamation mark"),
    "@": marked("at sign"),
    "+": marked("plus"),
}


def words_on(spec: KeySpec, layout: Layout, state: KeyboardState, language: Language) -> tuple[str, str]:
    """Return what is drawn on a key and what it is called; `layout` has the letters that are shown."""
    if spec.act == "type":
        return _drawn(spec.types), _called(spec.types, layout, state, language)
    translate = language.translate
    if spec.act in ("accents", "signs", "script"):
        drawn, words = {
            "accents": (layout.letters_key, translate("Plain letters"))
            if state.accents
            else (layout.accents_key, translate("Letters with accents")),
            "signs": (layout.letters_key, translate("Letters"))
            if state.signs
            else ("1 2 3 ?", translate("Digits and signs")),
            "script": (spec.types, language.name if state.latin else translate("Latin letters")),
        }[spec.act]
        return drawn, f"{words}: {drawn}"
    words = {
        "delete": translate("Delete"),
        "space": translate("space"),
        "newline": translate("New line"),
        "capitals": translate("Capitals"),
        "order": translate("QWERTY order") if state.alphabetical else translate("A–Z order"),
    }[spec.act]
    return words, words


def _called(sign: str, layout: Layout, state: KeyboardState, language: Language) -> str:
    if sign in layout.names:
        return layout.names[sign]
    if sign in _NAMES:
        return language.translate(_NAMES[sign])
    return language.translate("capital {letter}", letter=sign) if state.capitals and sign != sign.lower() else sign


def _drawn(sign: str) -> str:
    """A mark that stands on a letter is drawn on what its script draws where no letter is."""
    if category(sign)[0] != "M":
        return sign
    return ("ـ" if name(sign).startswith("ARABIC") else "◌") + sign
