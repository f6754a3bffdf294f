"""What the bar and the tool row open beside a page, on a real stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from sample_views import demo_pack
from stage import settle
from stepped import Stepped, stepping

from accessibility.look import Look
from kiosk.app.asides import Asides
from kiosk.council_pack import CouncilPack
from kiosk.language import Language
from screens.screen import Screen
from screens.thanks_screen import ThanksScreen


@dataclass
class Shown:
    pack: CouncilPack


class Saved:
    """Nothing was saved or sent."""

    possible = sent_something = saved_something = holds_answers = False


@pytest.fixture
def on(qapp: QApplication) -> Iterator[Stepped]:
    pack = demo_pack()
    with stepping(pack, []) as found:
        found.stage.take_languages([Language(), pack.language("cy")])
        asides = Asides(found.stage, found.frame, Shown(pack), lambda: False, Saved())
        yield found
        asides.forget()


def thanks(look: Look, language: Language) -> Screen:
    return ThanksScreen(look, language, text=["The council has it by 5 pm."])


def test_get_help_names_the_button_that_leads_on(on: Stepped) -> None:
    on.stage.show(thanks)
    on.touch("Get help")
    words = "Read this page, and choose your answer if it asks something. Then choose “Finish”."
    assert words in on.page.texts()


def test_in_another_language_get_help_names_no_button_by_words_that_are_not_on_it(on: Stepped) -> None:
    on.stage.show(thanks)
    on.touch("Get help")
    on.stage.choose_language("cy")
    settle()
    assert on.heading() == "Cael help"
    assert "Finish" not in " ".join(on.page.texts())
    on.touch("Cau")
    on.touch("Cael help")
    assert any("Yna dewiswch “Gorffen”." in text for text in on.page.texts())
