"""Over everything: the hidden screen, or "Are you still there?". Beneath it nothing can be seen or reached."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from accessibility.look import Look
from kiosk.language import Language
from screens.frame.page_area import PageArea
from screens.frame.way_on import WayOn
from screens.screen import Screen


class Cover(QWidget):
    """One screen with its way on, over the whole window. The frame hides its own content while a cover is there."""

    def __init__(self, look: Look, language: Language, screen: Screen) -> None:
        super().__init__()
        self.page = screen
        self.way_on = WayOn(look, screen.back_button, screen.next_button)
        self.way_on.back_touched.connect(screen.back_touched)
        self.way_on.next_touched.connect(screen.next_touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = PageArea(look, language)
        area.show_page(screen)
        column.addWidget(area, 1)
        column.addWidget(self.way_on)
