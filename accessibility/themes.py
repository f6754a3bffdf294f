"""Colours by meaning. Every pair drawn keeps: text ≥ 10 : 1, lines and marks ≥ 4.5 : 1 (R33)."""

from dataclasses import dataclass

from accessibility.display import Contrast


@dataclass(frozen=True)
class Theme:
    """Colour tokens as "#RRGGBB". `on_…` is the colour of text and icons upon that ground."""

    name: Contrast
    ink: str
    paper: str
    surface: str
    hint: str
    action: str
    on_action: str
    action_pressed: str
    tile: str
    line: str
    focus_line: str
    focus_ring: str
    problem: str
    done: str
    on_done: str
    stored: str
    on_stored: str
    staff: str
    on_staff: str


NORMAL = Theme(
    name="normal",
    ink="#14181C",
    paper="#FBFAF6",
    surface="#FFFFFF",
    hint="#323A42",
    action="#0A3F4C",
    on_action="#FFFFFF",
    action_pressed="#062C36",
    tile="#E6EFF0",
    line="#5C6770",
    focus_line="#14181C",
    focus_ring="#FFB31A",
    problem="#8A1014",
    done="#12472B",
    on_done="#FFFFFF",
    stored="#4A2F00",
    on_stored="#FFFFFF",
    staff="#4A2150",
    on_staff="#FFFFFF",
)

HIGH = Theme(
    name="high",
    ink="#FFFFFF",
    paper="#000000",
    surface="#000000",
    hint="#FFFFFF",
    action="#FFE14D",
    on_action="#000000",
    action_pressed="#FFF3B0",
    tile="#000000",
    line="#FFFFFF",
    focus_line="#FFFFFF",
    focus_ring="#00E5FF",
    problem="#FFB3B5",
    done="#9BF0C0",
    on_done="#000000",
    stored="#FFD58A",
    on_stored="#000000",
    staff="#E9C2F0",
    on_staff="#000000",
)


def theme_for(contrast: Contrast) -> Theme:
    """The product's own theme of that contrast; a council's accent is put over it with `dataclasses.replace`."""
    return HIGH if contrast == "high" else NORMAL


def contrast_ratio(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two "#RRGGBB" colours, from 1.0 to 21.0. Raises ValueError for any other notation."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour; write it as #RRGGBB, for example #0A3F4C")
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
