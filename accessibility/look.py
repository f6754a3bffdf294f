"""What every control needs to draw itself: display, theme and direction of the language, in one small object."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from accessibility.display import Display, TextRole
from accessibility.fonts import font_for
from accessibility.themes import Theme, theme_for

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Look:
    """Given to each control at construction; a change means building the page again with another Look."""

    display: Display
    theme: Theme
    language_direction: Direction = "ltr"

    @classmethod
    def of(cls, display: Display, direction: Direction = "ltr") -> "Look":
        """The look with the product's own theme for the display's contrast."""
        return cls(display, theme_for(display.contrast), direction)

    def font(self, role: TextRole, *, strong: bool = False) -> QFont:
        """The font of a role at the chosen text size."""
        return font_for(self.display, role, strong=strong)

    def px(self, design: float) -> int:
        """Design pixels as device pixels, see `Display.px`."""
        return self.display.px(design)

    @property
    def right_to_left(self) -> bool:
        """Whether lines start at the right."""
        return self.language_direction == "rtl"

    @property
    def qt_direction(self) -> Qt.LayoutDirection:
        """The direction as Qt's layouts take it."""
        return Qt.LayoutDirection.RightToLeft if self.right_to_left else Qt.LayoutDirection.LeftToRight

    def colour(self, token: str) -> QColor:
        """A theme token ("ink", "action", …) as a QColor. Raises AttributeError for a token that does not exist."""
        return QColor(getattr(self.theme, token))
