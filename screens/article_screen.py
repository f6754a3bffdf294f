"""An article: a short answer, what it works out, and where it leads."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from accessibility.controls import SummaryRow
from accessibility.look import Look
from kiosk.articles.article import Block
from kiosk.articles.live import LivePart
from kiosk.language import Language
from kiosk.search.views import ArticleView
from screens.content_page import ContentPage
from screens.search_rows import RowList


class ArticleScreen(ContentPage):
    """`chosen` carries where a button leads, such as "journey:missed-bin"; `letter_chosen` a letter of a list."""

    chosen = Signal(str)
    address_asked = Signal()
    letter_chosen = Signal(str)
    finished = Signal()

    def __init__(self, look: Look, language: Language, *, view: ArticleView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        self._view = view
        self.add_heading(view.article.title)
        self.add_gap(8)
        if view.live is not None:
            self._add_live(view.live)
        if view.asks_address:
            words = say("Look up another address") if view.live else say("Look up my address")
            self.add_button(words, self.address_asked.emit, kind="primary", icon_name="map-pin")
            self.add_gap(16)
        if view.letters:
            self.add_small_buttons([self.button(it, partial(self.letter_chosen.emit, it), kind="plain")
                                    for it in view.letters])  # fmt: skip
            self.add_gap(16)
        for block in view.article.blocks:
            self._add_block(block)
        if view.related:
            self.add_gap(16)
            self.add_title(say("People also look at"))
            rows = RowList(look, self.chosen.emit)
            rows.show_rows(view.related)
            self.add(rows, spoken=". ".join(rows.spoken()))

    def next_touched(self) -> None:
        self.finished.emit()

    def _add_live(self, part: LivePart) -> None:
        self.add_title(part.title)
        for label, value in part.rows:
            self.add(SummaryRow(self.look, label, value), spoken=f"{label}: {value}")
        if part.note:
            self.add_body(part.note)
        self.add_gap(24)

    def _add_block(self, block: Block) -> None:
        if block.kind == "title":
            self.add_gap(8)
            self.add_title(block.text)
        elif block.kind == "points":
            self.add_points("check", block.points)
            self.add_gap(8)
        elif block.link is None:
            self.add_paragraphs([block.text])
        elif block.link.kind == "contact":
            self.add_contacts([self._view.contacts[block.link.target]])
        else:
            self.add_gap(8)
            self.add_button(block.text, partial(self.chosen.emit, block.link.way))
