"""The tools on a page of their own, where the letters are too large for a row of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from accessibility.controls import WordButton
from accessibility.display import TEXT_SIZES
from accessibility.look import Look
from kiosk.language import Language, marked
from screens.content_page import ContentPage

_SIZES = (marked("Normal letters"), marked("Large letters"), marked("Larger letters"), marked("Largest letters"))
_WORDS = {"usual": marked("Usual words"), "easy": marked("Easy words and pictures")}
_CONTRASTS = {"normal": marked("Dark on light"), "high": marked("Light on black")}


class HelpAndDisplayScreen(ContentPage):
    """`text_size_chosen` carries 1 to 4, `contrast_chosen` "normal" or "high", `words_chosen` "usual" or "easy".

    The ones in use are marked. `has_easy_words`: there are journeys in easy words.
    """

    listen_chosen = Signal()
    text_size_chosen = Signal(int)
    contrast_chosen = Signal(str)
    words_chosen = Signal(str)
    hide_chosen = Signal()
    page_moved = Signal()
    help_chosen = Signal()
    closed = Signal()

    def __init__(self, look: Look, language: Language, *, can_listen: bool, has_easy_words: bool = False) -> None:
        say = language.translate
        super().__init__(look, language, next_step=say("Close"))
        self.add_heading(say("Help and display"))
        if can_listen:
            self.add_button(say("Listen to the page"), self.listen_chosen.emit, icon_name="volume-2")
        self.add_button(say("Get help"), self.help_chosen.emit, icon_name="hand-helping")
        self.add_button(say("Hide screen"), self.hide_chosen.emit, icon_name="eye-off")
        self.add_button(say("Move page up or down"), self.page_moved.emit, icon_name="arrow-down-to-line")
        self.add_gap(16)
        self.add_title(say("Text size"))
        sizes = [
            self._chip(say(words), partial(self.text_size_chosen.emit, size), on=look.display.text_size == size)
            for size, words in zip(TEXT_SIZES, _SIZES, strict=True)
        ]
        self.add_small_buttons(sizes)
        self.add_gap(16)
        self.add_title(say("Contrast"))
        contrasts = [
            self._chip(say(words), partial(self.contrast_chosen.emit, name), on=look.display.contrast == name)
            for name, words in _CONTRASTS.items()
        ]
        self.add_small_buttons(contrasts)
        if has_easy_words:
            self.add_gap(16)
            self.add_title(say("Words"))
            words = [
                self._chip(say(label), partial(self.words_chosen.emit, name), on=language.easy == (name == "easy"))
                for name, label in _WORDS.items()
            ]
            self.add_small_buttons(words)

    def next_touched(self) -> None:
        self.closed.emit()

    def _chip(self, words: str, act: Callable[[], None], *, on: bool) -> WordButton:
        chip = self.button(words, act, kind="chip", icon_name="check" if on else "")
        chip.setChecked(on)
        return chip
