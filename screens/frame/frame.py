"""The window: bar, page, way on, keyboard and tools at the same places on every page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from accessibility.controls import FocusRing
from accessibility.keyboard import Keyboard, KeyboardKind
from accessibility.look import Look
from kiosk.language import Language
from screens.frame import tools as tool_names
from screens.frame.bar import Bar, StaffBand
from screens.frame.cover import Cover
from screens.frame.lines import Line
from screens.frame.page_area import PageArea
from screens.frame.tools import Tools
from screens.frame.way_on import WayOn
from screens.screen import Draft, Screen

_MOVED_PART = 0.42
"""How much of a portrait window stays empty above a page that was moved down (R35)."""

_MOVED_PART_LANDSCAPE = 0.25
_LEAST_PAGE_DESIGN = 440
_LEAST_PAGE_LINES = 5
_LEAST_PAGE_LINES_LANDSCAPE = 3.4
"""With less room than these lines of body text, the way on moves into the page, at its end."""


class Frame(QMainWindow):
    """Shows one screen at a time. It knows no journey: it emits what was asked for, and is told what to show.

    `voice` says whether Listen can be offered. `page_moved` carries whether the page is down now.
    """

    language_asked = Signal()
    stop_asked = Signal()
    listen_asked = Signal()
    text_size_asked = Signal()
    contrast_asked = Signal()
    hide_asked = Signal()
    help_asked = Signal()
    help_and_display_asked = Signal()
    hand_back_asked = Signal()
    page_moved = Signal(bool)

    def __init__(self, look: Look, language: Language, council: str, place: str, *, voice: bool) -> None:
        super().__init__()
        self._look = look
        self._language = language
        self._council = council
        self._place = place
        self._voice = voice
        self._moved = False
        self._band: tuple[str, str] | None = None
        self._speaking = False
        self._cover: Cover | None = None
        self._beneath: QWidget | None = None
        self.page_area = PageArea(look, language)
        self.keyboard: Keyboard | None = None
        self._ring = FocusRing(self, look)
        self.setWindowTitle(council)
        self._holder = QWidget()
        self._layers = QVBoxLayout(self._holder)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self.setCentralWidget(self._holder)
        self._build()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def screen_shown(self) -> Screen | None:
        """The screen in the page area, also while a cover lies over it."""
        page = self.page_area.page()
        return page if isinstance(page, Screen) else None

    @property
    def covered(self) -> bool:
        """Whether a cover lies over the page."""
        return self._cover is not None

    @property
    def moved_down(self) -> bool:
        """Whether the page stands in the lower part."""
        return self._moved

    def show_screen(self, screen: Screen, draft: Draft | None = None) -> None:
        """Put a screen in place of the one before, with what was typed there if `draft` is given; sets the focus."""
        if old := self.screen_shown:
            old.wipe()
        if draft is not None:
            screen.restore(draft)
        self.page_area.show_page(screen)
        self._dress(screen)
        if self._cover is None:
            self._focus_first(screen, draft)

    def restyle(self, look: Look, language: Language) -> None:
        """Build everything around the page again; the page itself is built again by whoever made it."""
        self._look = look
        self._language = language
        self._ring.restyle(look)
        self.page_area.restyle(look, language)
        self._build()
        if screen := self.screen_shown:
            self._dress(screen)

    def show_council(self, council: str) -> None:
        """Name another council, or the same by another name."""
        if council != self._council:
            self._council = council
            self.setWindowTitle(council)
            self.restyle(self._look, self._language)

    def cover(self, screen: Screen) -> None:
        """Lay a screen over everything until `uncover`; a second cover takes the place of the first."""
        if self._cover is None:
            focused = QApplication.focusWidget()
            self._beneath = focused if focused is not None and self._content.isAncestorOf(focused) else None
        else:
            self._drop_cover()
        self._content.hide()
        self._cover = Cover(self._look, self._language, screen)
        self._layers.addWidget(self._cover)
        self._focus_first(screen, None)

    def uncover(self) -> None:
        """Take the cover away and give the focus back to where it was. Harmless without a cover."""
        if self._cover is None:
            return
        self._drop_cover()
        self._content.show()
        if self._beneath is not None and isValid(self._beneath) and self._beneath.isVisible():
            self._beneath.setFocus(Qt.FocusReason.OtherFocusReason)
        elif screen := self.screen_shown:
            self._focus_first(screen, None)
        self._beneath = None

    def show_speaking(self, *, speaking: bool) -> None:
        """Turn Listen into "Stop reading" while the page is read."""
        self._speaking = speaking
        self.tools.show_speaking(speaking=speaking)

    def offer_listening(self, *, offered: bool) -> None:
        """Show Listen among the tools, or take it away: a voice was found, or the language has none."""
        if offered != self._voice:
            self._voice = offered
            self.restyle(self._look, self._language)

    def move_page(self, *, down: bool) -> None:
        """Put bar and page into the lower part of the window, or back; targets keep their size."""
        self._moved = down
        self._lay_reach()
        self.tools.show_moved(moved=down)

    def show_staff_band(self, words: str, act: str) -> None:
        """Say above everything that staff are helping; an empty text takes the band away."""
        self._band = (words, act) if words else None
        self.restyle(self._look, self._language)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_reach()

    def _build(self) -> None:
        """Make the chrome again around the one page area."""
        look, language = self._look, self._language
        old = getattr(self, "_content", None)
        self._content = QWidget()
        self._content.setVisible(self._cover is None)
        self.setLayoutDirection(look.qt_direction)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, look.colour("paper"))
        self.setPalette(palette)
        self.tools = Tools(look, language, voice=self._voice)
        self.tools.touched.connect(self._tool_touched)
        self.tools.show_speaking(speaking=self._speaking)
        self.tools.show_moved(moved=self._moved)
        room = look.display.page_width - (self.tools.width() if look.display.landscape else 0)
        self.bar = Bar(look, language, self._council, self._place, room=room)
        self.bar.language_touched.connect(self.language_asked)
        self.bar.stop_touched.connect(self.stop_asked)
        self.way_on = WayOn(look, None, None)
        self.keyboard = None
        self._empty_above = QWidget()
        self._main = QVBoxLayout()
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.setSpacing(0)
        for part in (self._empty_above, *self._staff_band(), self.bar, Line(look), self.page_area, self.way_on):
            self._main.addWidget(part, 1 if part is self.page_area else 0)
        outer = QHBoxLayout(self._content) if look.display.landscape else QVBoxLayout(self._content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._main, 1)
        outer.addWidget(Line(look, upright=look.display.landscape))
        outer.addWidget(self.tools)
        self._layers.insertWidget(0, self._content)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._lay_reach()

    def _staff_band(self) -> list[QWidget]:
        if self._band is None:
            return []
        band = StaffBand(self._look, *self._band)
        band.act_touched.connect(self.hand_back_asked)
        return [band]

    def _dress(self, screen: Screen) -> None:
        """Give the frame this screen's way on and keyboard."""
        if isValid(self.way_on):
            self._main.removeWidget(self.way_on)
            self.way_on.hide()
            self.way_on.deleteLater()
        self._change_keyboard(screen.needs_keyboard)
        self.way_on = WayOn(self._look, screen.back_button, screen.next_button)
        lines = _LEAST_PAGE_LINES_LANDSCAPE if self._look.display.landscape else _LEAST_PAGE_LINES
        if self._page_room() >= lines * self._look.display.font_pixels("body"):
            self._main.addWidget(self.way_on)
        else:
            self.way_on.deleteLater()
            self.way_on = WayOn(self._look, screen.back_button, screen.next_button, inset=False)
            screen.hold_way_on(self.way_on)
        self.way_on.back_touched.connect(screen.back_touched)
        self.way_on.next_touched.connect(screen.next_touched)
        if self.keyboard is not None:
            self._main.addWidget(self.keyboard)
            if field := screen.first_field():
                self.keyboard.type_into(field)
        self._lay_reach()

    def _change_keyboard(self, kind: KeyboardKind | None) -> None:
        """Keep the keyboard that is there when the next page needs the same, with its letters as at first."""
        if self.keyboard is not None:
            self._main.removeWidget(self.keyboard)
            if self.keyboard.kind == kind:
                self.keyboard.start_again()
                return
            self.keyboard.hide()
            self.keyboard.deleteLater()
        self.keyboard = Keyboard(self._look, self._language, kind) if kind is not None else None

    def _lay_reach(self) -> None:
        """Set how much stays empty above: never so much that the page has no room."""
        display = self._look.display
        part = _MOVED_PART_LANDSCAPE if display.landscape else _MOVED_PART
        room = self._page_room() - display.px(_LEAST_PAGE_DESIGN)
        self._empty_above.setFixedHeight(max(0, min(int(self.height() * part), room)) if self._moved else 0)

    def _page_room(self) -> int:
        """The height that bar, way on, keyboard and tools leave for the page, in device pixels."""
        landscape = self._look.display.landscape
        width = self.width() - (self.tools.width() if landscape else 0)
        held = self.way_on.parentWidget() is not None and isinstance(self.way_on.parentWidget(), Screen)
        parts: list[QWidget | None] = [self.bar, None if held else self.way_on, self.keyboard]
        if not landscape:
            parts.append(self.tools)
        return self.height() - sum(_tall(part, width) for part in parts if part is not None)

    def _tool_touched(self, name: str) -> None:
        if name == tool_names.MOVE:
            self.move_page(down=not self._moved)
            self.page_moved.emit(self._moved)
            return
        {
            tool_names.LISTEN: self.listen_asked,
            tool_names.TEXT_SIZE: self.text_size_asked,
            tool_names.CONTRAST: self.contrast_asked,
            tool_names.HIDE: self.hide_asked,
            tool_names.HELP: self.help_asked,
            tool_names.FOLDED: self.help_and_display_asked,
        }[name].emit()

    def _focus_first(self, screen: Screen, draft: Draft | None) -> None:
        # With no window manager nothing else makes a window active, and without that nothing has the focus.
        self.activateWindow()
        if draft is not None and draft.focus and screen.focus_on(draft.focus):
            return
        if first := screen.first_focus():
            self.page_area.begin(first, screen.heading_label)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isValid(new) and self.page_area.isAncestorOf(new):
            self.page_area.reveal(new)

    def _drop_cover(self) -> None:
        if self._cover is not None:
            self._cover.page.wipe()
            self._cover.hide()
            self._layers.removeWidget(self._cover)
            self._cover.deleteLater()
            self._cover = None


def _tall(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
