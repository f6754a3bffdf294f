"""Choose a language, each by its own name: those with words here, then those with an interpreter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class LanguageScreen(ContentPage):
    """`languages` are pairs of a code and the language's own name; `language_chosen` carries the code.

    `interpreted` are those that nothing here is written in.
    """

    language_chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        languages: Sequence[tuple[str, str]],
        interpreted: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(look, language, back=language.translate("Back"))
        self.add_heading(language.translate("Choose your language"))
        self.add_hint(language.translate("What you have answered stays as it is."))
        self.add_gap(8)
        for code, name in languages:
            icon = "check" if code == language.code else "languages"
            self.add_button(name, partial(self.language_chosen.emit, code), icon_name=icon)
        if interpreted:
            self.add_gap(24)
            self.add_title(language.translate("With an interpreter"), of_buttons=True)
            self.add_gap(8)
        for code, name in interpreted:
            self.add_button(name, partial(self.language_chosen.emit, code), icon_name="hand-helping")
