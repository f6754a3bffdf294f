"""What several screens put on a page: paragraphs, points, contact cards, a notice, and buttons across the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from accessibility.controls import ButtonKind, Drawing, ErrorSummary, FlowRow, Panel, PanelKind, WordButton, WrapLabel
from screens.contacts import contact_card
from screens.point import Point
from screens.screen import Screen
from screens.spoken_values import spoken_contact

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.council_pack import Contact
    from kiosk.evidence import ToBring

_FIRST = 0
"""The rank of what is read aloud before all else."""


class ContentPage(Screen):
    """A screen with the pieces that more than one screen needs."""

    def begin_at(self, heading: WrapLabel) -> None:
        """Let a label inside a panel be the heading of the page: read first, and focused first."""
        self._heading = heading
        heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._spoken.append((_FIRST, heading.text()))

    def add_error_summary(self, problems: Sequence[tuple[str, QWidget | None]]) -> ErrorSummary:
        summary = super().add_error_summary(problems)
        self._column.insertSpacing(1, self.look.px(12))  # room for its focus ring
        return summary

    def add_drawing(self, path: Path | None) -> None:
        """Put a drawing that says what the words below it say, where there is one."""
        if path is not None:
            self.add(Drawing(self.look, path), spoken="")

    def add_paragraphs(self, paragraphs: Sequence[str]) -> None:
        """Put paragraphs below each other, with room between them."""
        for words in paragraphs:
            self.add_body(words)
            self.add_gap(8)

    def add_points(self, icon_name: str, points: Sequence[str]) -> None:
        """Put short points below each other, each with the same picture."""
        for words in points:
            self.add(Point(self.look, icon_name, words), spoken=words)

    def add_to_bring(self, bring: ToBring) -> None:
        """Put what to bring, where and until when; nothing where there is no paper to bring."""
        if not bring.papers:
            return
        self.add_gap(16)
        self.add_title(self.language.translate("What to bring"))
        self.add_points("check", bring.papers)
        self.add_gap(8)
        self.add_paragraphs([words for words in (bring.until, bring.place) if words])

    def add_contacts(self, contacts: Sequence[Contact], *, title: str = "") -> None:
        """Put contact cards below each other, headed by whom they reach or by `title`."""
        for contact in contacts:
            self.add_gap(8)
            card = contact_card(self.look, self.language, contact, title)
            self.add(card, spoken=spoken_contact(contact, self.language, title))

    def add_panel(self, paragraphs: Sequence[str], kind: PanelKind = "notice") -> Panel:
        """Put paragraphs on a framed ground."""
        panel = Panel(self.look, kind)
        for words in paragraphs:
            panel.add_text(words)
        self.add(panel, spoken=" ".join(paragraphs))
        return panel

    def add_button(
        self, words: str, act: Callable[[], None], *, kind: ButtonKind = "wide", icon_name: str = ""
    ) -> WordButton:
        """Put a button across the page, which calls `act`."""
        button = self.button(words, act, kind=kind, icon_name=icon_name)
        self.add(button)
        return button

    def add_small_buttons(self, buttons: Sequence[WordButton]) -> None:
        """Put buttons at their own widths in a row, going on below where the row is full."""
        self.add(FlowRow(self.look, buttons), spoken=". ".join(button.accessibleName() for button in buttons))

    def button(
        self, words: str, act: Callable[[], None], *, kind: ButtonKind = "wide", icon_name: str = "", hint: str = ""
    ) -> WordButton:
        """Return a button which calls `act`; it stands nowhere yet."""
        button = WordButton(self.look, words, kind, icon_name=icon_name, hint=hint)
        button.clicked.connect(lambda _on=False: act())
        return button
