"""The product's own letters: Atkinson Hyperlegible Next, and Noto Sans for scripts that it does not have.

All are in the package, under the SIL Open Font License (OFL.txt, OFL-NotoSans*.txt).
"""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from accessibility.display import Display, TextRole

FAMILY = "Atkinson Hyperlegible Next"
FOR_OTHER_SCRIPTS = ("Noto Sans Arabic", "Noto Sans Bengali", "Noto Sans Gurmukhi")
"""What Qt takes, letter by letter, for what our own letters do not have."""

_FOLDER = Path(__file__).parent
_FILES = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-SemiBold.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansBengali-SemiBold.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGurmukhi-SemiBold.ttf",
)
_SEMI_BOLD: frozenset[TextRole] = frozenset({"heading", "title", "tile", "bold", "code"})


def load_fonts() -> None:
    """Make the letters known to Qt. Call once after QApplication is made; again is harmless.

    Raises RuntimeError naming the file that Qt refuses.
    """
    if FAMILY in QFontDatabase.families():
        return
    for name in _FILES:
        data = (_FOLDER / name).read_bytes()
        if QFontDatabase.addApplicationFontFromData(data) < 0:
            raise RuntimeError(f"accessibility/fonts/{name} cannot be read as a font; install the package again")


def missing_fonts() -> list[str]:
    """Names of the font files that the installation lacks; empty when it is whole."""
    return [name for name in _FILES if not (_FOLDER / name).is_file()]


def font_for(display: Display, role: TextRole, *, strong: bool = False) -> QFont:
    """The font of a role at this display's size; `strong` makes a normal weight semi-bold."""
    font = QFont()
    font.setFamilies([FAMILY, *FOR_OTHER_SCRIPTS])
    font.setPixelSize(display.font_pixels(role))
    font.setWeight(QFont.Weight.DemiBold if strong or role in _SEMI_BOLD else QFont.Weight.Normal)
    if role == "code":
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 103)
    return font
