"""How large things are drawn: text size, screen and its millimetres, turned into pixels. Pure arithmetic, no Qt."""

import math
from dataclasses import dataclass
from typing import Literal

Contrast = Literal["normal", "high"]
TextRole = Literal["heading", "title", "tile", "body", "bold", "note", "bar", "small", "code"]

DESIGN_PIXELS_PER_MM = 3.21
"""The look is drawn for a 27-inch portrait screen 1080 pixels wide; every length below is in its pixels."""

CAPITAL_HEIGHT_EM = 0.668
"""Height of a capital of Atkinson Hyperlegible Next, as a part of its font size."""

SMALLEST_CAPITAL_MM = 4.8
"""VVSG 7.1-G: default text has capitals of at least 4.8 mm; here the smallest text on the screen has."""

SMALLEST_TARGET_MM = 12.7
SMALLEST_GAP_MM = 2.54

TEXT_SIZES = (1, 2, 3, 4)
_BODY_GROWTH = {1: 1.0, 2: 1.25, 3: 1.55, 4: 1.9}
# Headings grow less: they are large already, and a line of them must still hold a few words.
_HEADING_GROWTH = {1: 1.0, 2: 1.14, 3: 1.3, 4: 1.49}
_BODY_DESIGN_PIXELS = 30.0
_PART_OF_BODY: dict[TextRole, float] = {
    "heading": 1.75,
    "title": 1.27,
    "tile": 1.16,
    "body": 1.0,
    "bold": 1.0,
    "note": 0.87,
    "bar": 0.97,
    "small": 0.77,
    "code": 2.24,
}
_GROWS_AS_HEADING: frozenset[TextRole] = frozenset({"heading", "title", "code", "bar"})
_TWO_COLUMN_EMS = 26
"""A row takes two tiles only where the page is at least this many body font sizes wide."""


@dataclass(frozen=True)
class Display:
    """One screen and the text size chosen on it. `width` and `height` are the window's, in device pixels.

    Raises ValueError for a text size, contrast, density or window that cannot be.
    """

    text_size: int = 1
    contrast: Contrast = "normal"
    pixels_per_mm: float = DESIGN_PIXELS_PER_MM
    width: int = 1080
    height: int = 1920

    def __post_init__(self) -> None:
        if self.text_size not in TEXT_SIZES:
            raise ValueError(f"text_size is {self.text_size!r}; it must be 1, 2, 3 or 4")
        if self.contrast not in ("normal", "high"):
            raise ValueError(f'contrast is {self.contrast!r}; it must be "normal" or "high"')
        if not 1.0 <= self.pixels_per_mm <= 40.0:
            raise ValueError(f"pixels_per_mm is {self.pixels_per_mm!r}; a screen has between 1 and 40")
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a window of {self.width} by {self.height} pixels has no room; both must be above 0")

    def px(self, design: float) -> int:
        """Device pixels that are as many millimetres as `design` pixels are in the pictures; never 0 for a length."""
        pixels = round(design * self.pixels_per_mm / DESIGN_PIXELS_PER_MM)
        return max(1, pixels) if design > 0 else pixels

    def mm(self, millimetres: float) -> int:
        """Device pixels that are at least this many millimetres."""
        return math.ceil(millimetres * self.pixels_per_mm)

    def font_pixels(self, role: TextRole) -> int:
        """The font size of a role, in device pixels. Nothing is ever smaller than the smallest text of this size."""
        growth = _BODY_GROWTH[self.text_size]
        if role in _GROWS_AS_HEADING:
            part = _PART_OF_BODY[role] * _HEADING_GROWTH[self.text_size]
            part = max(part, growth) if _PART_OF_BODY[role] > 1 else part
        else:
            part = _PART_OF_BODY[role] * growth
        smallest = SMALLEST_CAPITAL_MM * growth * self.pixels_per_mm / CAPITAL_HEIGHT_EM
        wanted = _BODY_DESIGN_PIXELS * part * self.pixels_per_mm / DESIGN_PIXELS_PER_MM
        return max(round(wanted), math.ceil(smallest))

    @property
    def landscape(self) -> bool:
        """Whether the tool row stands at the side."""
        return self.width > self.height

    @property
    def touch_target(self) -> int:
        """The least width and height of anything that is touched (12.7 mm)."""
        return self.mm(SMALLEST_TARGET_MM)

    @property
    def gap(self) -> int:
        """The usual gap between two things to touch: room for both focus rings, always above 2.54 mm."""
        return max(self.px(24), self.mm(SMALLEST_GAP_MM))

    @property
    def small_gap(self) -> int:
        """The gap where many stand side by side (option rows, tools, keys); at least 2.54 mm."""
        return max(self.px(18), self.mm(SMALLEST_GAP_MM))

    @property
    def margin(self) -> int:
        """Empty room at both sides of a page; half of it on a screen only a hand wide."""
        return self.px(48) if self.width >= self.px(700) else self.px(24)

    @property
    def page_width(self) -> int:
        """What is left for the page between its margins, in device pixels."""
        return max(1, self.width - 2 * self.margin)

    @property
    def columns(self) -> int:
        """How many tiles stand in a row: 2, or 1 where the text would not fit."""
        return 2 if self.page_width >= _TWO_COLUMN_EMS * self.font_pixels("body") else 1

    @property
    def folds_tools(self) -> bool:
        """Whether the tools are one "Help and display" button: at the largest text, or on a narrow screen."""
        tools_in_a_row = 6 * self.font_pixels("small") * 5
        return self.text_size == TEXT_SIZES[-1] or (not self.landscape and self.page_width < tools_in_a_row)
