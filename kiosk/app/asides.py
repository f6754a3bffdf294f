"""What can be asked for on every page: language, help, display, hide, stop. All come back to the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.packs import ShowsPack
from kiosk.app.stage import Stage
from kiosk.language import Language, marked
from kiosk.spoken_languages import SpokenLanguage, by_own_name, spoken_languages
from screens.frame.frame import Frame
from screens.get_help_screen import GetHelpScreen
from screens.help_and_display_screen import HelpAndDisplayScreen
from screens.hidden_screen import HiddenScreen
from screens.language_screen import LanguageScreen
from screens.no_translation_screen import NoTranslationScreen
from screens.screen import Screen
from screens.stop_screen import StopScreen


class CanBeSaved(Protocol):
    """Says what can be saved now, and whether something was."""

    @property
    def possible(self) -> bool:
        """Whether there is a visit to save."""

    @property
    def sent_something(self) -> bool:
        """Whether something of this visit was sent."""

    @property
    def saved_something(self) -> bool:
        """Whether a code of this visit opens something."""

    @property
    def holds_answers(self) -> bool:
        """Whether another journey would take the place of answers."""


class Asides(QObject):
    """Answers the frame's bar and tool row."""

    stopped = Signal()
    listen_asked = Signal()
    see_someone_chosen = Signal()
    save_chosen = Signal()
    interpreter_asked = Signal(str)  # the code of a language

    def __init__(
        self, stage: Stage, frame: Frame, packs: ShowsPack, can_listen: Callable[[], bool], saved: CanBeSaved
    ) -> None:
        super().__init__()
        self._stage = stage
        self._frame = frame
        self._packs = packs
        self._can_listen = can_listen
        self._saved = saved
        self.hidden = False
        frame.language_asked.connect(self._language)
        frame.stop_asked.connect(self._stop)
        frame.text_size_asked.connect(stage.next_text_size)
        frame.contrast_asked.connect(stage.other_contrast)
        frame.hide_asked.connect(self.hide)
        frame.help_asked.connect(self._help)
        frame.help_and_display_asked.connect(self._help_and_display)
        frame.listen_asked.connect(self.listen_asked)

    def hide(self) -> None:
        """Cover the page until the next touch (R37)."""
        self.hidden = True
        screen = HiddenScreen(self._stage.look, self._stage.language)
        screen.shown.connect(self._show_again)
        self._frame.cover(screen)

    def forget(self) -> None:
        """Take every cover away."""
        self.hidden = False
        self._frame.uncover()

    def _show_again(self) -> None:
        self.hidden = False
        self._frame.uncover()

    def _language(self) -> None:
        def build(look: Look, language: Language) -> Screen:
            # Read anew each time: somebody may be here before the catalogues are.
            languages = [(each.code, each.name) for each in self._stage.languages.values()]
            interpreted = by_own_name(set(self._interpreted()) - set(self._stage.languages))
            screen = LanguageScreen(look, language, languages=languages, interpreted=interpreted)
            screen.language_chosen.connect(self._language_chosen)
            screen.went_back.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _interpreted(self) -> Mapping[str, SpokenLanguage]:
        """Return the languages that the council has an interpreter for, and the kiosk words to say so."""
        interpreter = self._packs.pack.council.interpreter
        wanted = interpreter.languages if interpreter else {}
        return {code: words for code, words in spoken_languages().items() if code in wanted}

    def _language_chosen(self, code: str) -> None:
        if code in self._stage.languages:
            self._stage.step_back()
            self._stage.choose_language(code)
        else:
            self._no_translation(code, self._interpreted()[code])

    def _no_translation(self, code: str, spoken: SpokenLanguage) -> None:
        can_ask = not self._saved.holds_answers

        def build(look: Look, language: Language) -> Screen:
            screen = NoTranslationScreen(look, language, code=code, spoken=spoken, can_ask=can_ask)
            screen.interpreter_asked.connect(lambda: self.interpreter_asked.emit(code))
            screen.went_back.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _stop(self) -> None:
        can_save, sent, saved = self._saved.possible, self._saved.sent_something, self._saved.saved_something

        def build(look: Look, language: Language) -> Screen:
            screen = StopScreen(look, language, can_save=can_save, sent=sent, saved=saved)
            screen.save_chosen.connect(self.save_chosen)
            screen.stopped.connect(self.stopped)
            screen.went_back.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _help(self) -> None:
        about, asked_in = _about(self._frame.screen_shown), self._stage.language.code
        button = self._frame.screen_shown.next_button if self._frame.screen_shown else None
        contacts = [self._packs.pack.contact(self._packs.pack.council.contact)]
        can_save = self._saved.possible

        def build(look: Look, language: Language) -> Screen:
            words = language.translate(about)
            if button and language.code == asked_in:  # what the button is called in another language is not known here
                words = " ".join([words, language.translate("Then choose “{button}”.", button=button)])
            screen = GetHelpScreen(look, language, about=words, contacts=contacts, can_save=can_save)
            screen.save_chosen.connect(self.save_chosen)
            screen.closed.connect(self._stage.step_back)
            screen.see_someone_chosen.connect(self.see_someone_chosen)
            return screen

        self._stage.step_aside(build)

    def _help_and_display(self) -> None:
        easy = bool(self._packs.pack.journeys.easy_to_read())

        def build(look: Look, language: Language) -> Screen:
            screen = HelpAndDisplayScreen(look, language, can_listen=self._can_listen(), has_easy_words=easy)
            screen.listen_chosen.connect(self._listen_to_page)
            screen.text_size_chosen.connect(self._stage.choose_text_size)
            screen.contrast_chosen.connect(self._stage.choose_contrast)
            screen.words_chosen.connect(self._stage.choose_words)
            screen.hide_chosen.connect(self._hide_page)
            screen.page_moved.connect(self._move_page)
            screen.help_chosen.connect(self._help_instead)
            screen.closed.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _listen_to_page(self) -> None:
        self._stage.step_back()
        self.listen_asked.emit()

    def _hide_page(self) -> None:
        self._stage.step_back()
        self.hide()

    def _move_page(self) -> None:
        self._stage.step_back()
        self._frame.move_page(down=not self._frame.moved_down)

    def _help_instead(self) -> None:
        self._stage.step_back()
        self._help()


def _about(screen: Screen | None) -> str:
    """Return what to do on a page, as a text for the catalogues."""
    if screen is None or screen.next_button is None:
        return marked("Touch what you want. You can always come back to this page.")
    if screen.needs_keyboard is not None:
        return marked("Touch the letters and numbers on the screen to write.")
    return marked("Read this page, and choose your answer if it asks something.")
