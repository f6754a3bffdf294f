""" "I need help today": situations in which to reach someone now."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import UrgentHelp
from kiosk.language import Language
from screens.content_page import ContentPage


class HelpTodayScreen(ContentPage):
    """`situation_chosen` carries a situation's id."""

    situation_chosen = Signal(str)

    def __init__(self, look: Look, language: Language, *, situations: Sequence[UrgentHelp]) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"))
        self.add_heading(say("I need help today"))
        self.add_hint(say("Touch what is most true. We show you who can help now. We do not keep what you touch."))
        self.add_gap(8)
        for situation in situations:
            self.add_button(
                say(situation.title),
                partial(self.situation_chosen.emit, situation.id),
                icon_name=situation.icon,
            )
            self.add_gap(8)
