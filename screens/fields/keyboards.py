"""Which on-screen keyboard a kind of answer is typed with."""

from accessibility.keyboard import KeyboardKind
from kiosk.answers.kind import Field, Keyboard

_KEYBOARDS: dict[Keyboard, KeyboardKind] = {
    "": "text",
    "letters": "text",
    "capitals": "postcode",
    "digits": "digits",
    "phone": "phone",
    "money": "money",
    "email": "email",
}


def keyboard_for(keyboard: Keyboard, field: Field) -> KeyboardKind:
    """Return the keyboard that stands below the page; several lines need its New line key."""
    return "paragraph" if field == "lines" else _KEYBOARDS[keyboard]
