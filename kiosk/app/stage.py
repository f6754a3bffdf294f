"""What is on the screen now, and how it is built again in another language, size or contrast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from accessibility.display import TEXT_SIZES, Contrast, Display
from accessibility.look import Look
from kiosk.app.when_released import WhenReleased
from kiosk.language import Language, Words
from screens.frame.frame import Frame
from screens.screen import Draft, Screen

Build = Callable[[Look, Language], Screen]
"""Makes a screen; called again on every change, so it must take what it shows from data that outlives the screen."""


@dataclass(frozen=True)
class _Scene:
    build: Build
    draft: Draft | None = None


class Stage(QObject):
    """Shows one screen at a time in the frame. Asides (help, language, stop) come back to the page they left."""

    changed = Signal()
    """Another page is shown, or the same in another form: nothing of the old one may be read aloud any more."""

    def __init__(self, frame: Frame, display: Display) -> None:
        super().__init__()
        self._frame = frame
        self._usual = display
        self._display = display
        self.languages = {"en": Language()}
        self._language = self.languages["en"]
        self._words: Words = "usual"
        self._scene: _Scene | None = None
        self._asides: list[_Scene] = []
        self._when_released = WhenReleased(frame)

    @property
    def look(self) -> Look:
        """The look that screens are built with now."""
        return Look.of(self._display, self.language.direction)

    @property
    def language(self) -> Language:
        """The language chosen, with easy words where those were."""
        return self._language.in_easy_words(easy=self._words == "easy")

    @property
    def text_size(self) -> int:
        """The text size chosen, 1 to 4."""
        return self._display.text_size

    @property
    def contrast(self) -> Contrast:
        """The contrast chosen."""
        return self._display.contrast

    @property
    def as_usual(self) -> bool:
        """Whether language, words and display are as a new resident finds them."""
        return self._display == self._usual and self._language.code == "en" and self._words == "usual"

    def show(self, build: Build) -> None:
        """Show a page; what was aside of the one before is forgotten."""
        self._when_released.drop()
        self._asides.clear()
        self._put(_Scene(build))

    def update(self, build: Build) -> None:
        """Show the same page with new data, keeping what is typed and where the focus is; never under a finger."""
        self._when_released.run(lambda: self._renew(build))

    def when_released(self, act: Callable[[], None]) -> None:
        """Change a part of the page that is shown, as `update` does the whole: never under a finger."""
        self._when_released.run(act)

    def step_aside(self, build: Build) -> None:
        """Show something that comes back to this page, with what was typed there."""
        if self._scene is not None:
            self._asides.append(replace(self._scene, draft=self._draft()))
        self._put(_Scene(build))

    def step_back(self) -> None:
        """Come back from an aside."""
        if self._asides:
            self._put(self._asides.pop())

    def take_languages(self, languages: Sequence[Language]) -> None:
        """Take over the languages that can be chosen, in the council's order; a page that lists them lists these."""
        self.languages = {language.code: language for language in languages}
        if self._asides:
            self._when_released.run(self._build_again)

    def choose_language(self, code: str) -> None:
        """Show everything in another of `languages`. Raises KeyError."""
        self._language = self.languages[code]
        self._build_again()

    def choose(self, code: str, size: int, contrast: Contrast) -> None:
        """Show everything in this language, text size and contrast. Raises KeyError."""
        self._language = self.languages[code]
        self._display = replace(self._display, text_size=size, contrast=contrast)
        self._build_again()

    def choose_words(self, words: Words) -> None:
        """Show journeys in easy words with pictures, where they have some, or in their usual words again."""
        self._words = words
        self._build_again()

    def choose_text_size(self, size: int) -> None:
        """Show everything at text size 1 to 4."""
        self._display = replace(self._display, text_size=size)
        self._build_again()

    def next_text_size(self) -> None:
        """Go one text size up, and from the largest to the first."""
        self.choose_text_size(self._display.text_size % len(TEXT_SIZES) + 1)

    def choose_contrast(self, contrast: Contrast) -> None:
        """Show everything in normal or high contrast."""
        self._display = replace(self._display, contrast=contrast)
        self._build_again()

    def other_contrast(self) -> None:
        """Change between normal and high contrast."""
        self.choose_contrast("normal" if self._display.contrast == "high" else "high")

    def resize(self, width: int, height: int) -> None:
        """Fit everything to a window of this size, in device pixels."""
        if (width, height) == (self._display.width, self._display.height):
            return
        self._usual = replace(self._usual, width=width, height=height)
        self._display = replace(self._display, width=width, height=height)
        self._build_again()

    def forget(self) -> None:
        """Leave nothing of this visit: pages, drafts, clipboard; language, words, display as a new one finds them."""
        self._when_released.drop()
        self._asides.clear()
        self._scene = None
        self._language = self.languages["en"]
        self._words = "usual"
        self._display = self._usual
        self._frame.move_page(down=False)
        self._frame.restyle(self.look, self.language)
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.clear()

    def _renew(self, build: Build) -> None:
        if self._asides:
            self._asides[0] = replace(self._asides[0], build=build)
        else:
            self._put(_Scene(build, self._draft()))

    def _build_again(self) -> None:
        draft = self._draft()
        self._frame.restyle(self.look, self.language)
        if self._scene is not None:
            self._put(_Scene(self._scene.build, draft))

    def _put(self, scene: _Scene) -> None:
        self._scene = scene
        self._frame.show_screen(scene.build(self.look, self.language), scene.draft)
        self.changed.emit()

    def _draft(self) -> Draft | None:
        screen = self._frame.screen_shown
        return screen.draft() if screen is not None else None
