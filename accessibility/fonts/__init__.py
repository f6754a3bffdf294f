"""The product's own letters: Atkinson Hyperlegible Next (SIL Open Font License, OFL.txt), in the package."""

from importlib import resources

from PySide6.QtGui import QFont, QFontDatabase

from accessibility.display import Display, TextRole

FAMILY = "Atkinson Hyperlegible Next"
_FILES = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
)
_SEMI_BOLD: frozenset[TextRole] = frozenset({"heading", "title", "tile", "bold", "code"})


def load_fonts() -> None:
    """Make the letters known to Qt. Call once after QApplication is made; again is harmless.

    Raises RuntimeError naming the file that Qt refuses.
    """
    if FAMILY in QFontDatabase.families():
        return
    for name in _FILES:
        data = resources.files(__name__).joinpath(name).read_bytes()
        if QFontDatabase.addApplicationFontFromData(data) < 0:
            raise RuntimeError(f"accessibility/fonts/{name} cannot be read as a font; install the package again")


def missing_fonts() -> list[str]:
    """Names of the font files that the installation lacks; empty when it is whole."""
    return [name for name in _FILES if not resources.files(__name__).joinpath(name).is_file()]


def font_for(display: Display, role: TextRole, *, strong: bool = False) -> QFont:
    """The font of a role at this display's size; `strong` makes a normal weight semi-bold."""
    font = QFont(FAMILY)
    font.setPixelSize(display.font_pixels(role))
    font.setWeight(QFont.Weight.DemiBold if strong or role in _SEMI_BOLD else QFont.Weight.Normal)
    if role == "code":
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 103)
    return font
