"""Before the first question: how long it takes, what to have ready, and what becomes of the answers (R27)."""

from PySide6.QtCore import Signal

from accessibility.controls import WrapLabel
from accessibility.look import Look
from kiosk.easy_words import is_easy, start_in_easy_words
from kiosk.evidence import always_needed
from kiosk.journey import Journey
from kiosk.language import Language
from screens.content_page import ContentPage


class BeforeJourneyScreen(ContentPage):
    """One page to read, and Start. `words_chosen` carries "usual" or "easy": the words the journey is wanted in.

    `picture_credit` says whose the pictures are, to whoever will see them. `in_english`: the journey has no words in
    the language of the page. `interpreter`: the council can get one. `making_sure` says what becomes of proving who
    somebody is (`kiosk.making_sure`).
    """

    started = Signal()
    words_chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        journey: Journey,
        council_name: str,
        picture_credit: str = "",
        in_english: bool = False,
        interpreter: bool = False,
        making_sure: str = "",
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Start"))
        self.add_heading(say(journey.title))
        if journey.easy_read:
            self._add_easy_words(easy=language.easy)
        if is_easy(journey, language):
            journey = start_in_easy_words(journey)
        minutes = language.plural(
            "This takes about {n} minute. You can take as long as you like.",
            "This takes about {n} minutes. You can take as long as you like.",
            journey.minutes,
        )
        self.add_hint(minutes)
        if in_english:
            words = [say("The questions are in English. The staff here can help you with them.")]
            if interpreter:
                words.append(say("They can also get you an interpreter. It is free."))
            self.add_gap(16)
            self.add_panel(words)
        if journey.need:
            self.add_gap(24)
            self.add_title(say("What you need"))
            self.add_points("check", [say(item) for item in journey.need])
        if papers := always_needed(journey, language):
            self.add_gap(24)
            self.add_title(say("What to bring"))
            self.add_points("check", papers)
            self.add_gap(8)
            self.add_body(say("You can send this first, and bring it afterwards."))
        if making_sure:
            self.add_gap(8 if journey.need or papers else 24)
            self.add_body(making_sure)
        if journey.sensitive:
            self.add_gap(16)
            self.add_panel(
                [
                    say("“Hide screen” covers what you write. “Stop” and then “Stop and clear” take you away."),
                    say("The receipt does not say what it is about."),
                ]
            )
        self.add_gap(24)
        self.add_title(say("What {council} does with your answers", council=say(council_name)))
        self.add_points("info", [say(sentence) for sentence in journey.privacy])
        if picture_credit and is_easy(journey, language):
            self.add_gap(24)
            self.add(WrapLabel(look, say(picture_credit), "note"))

    def next_touched(self) -> None:
        self.started.emit()

    def _add_easy_words(self, *, easy: bool) -> None:
        chip = self.button(
            self.language.translate("Easy words and pictures"),
            lambda: self.words_chosen.emit("usual" if easy else "easy"),
            kind="chip",
            icon_name="check" if easy else "",
        )
        chip.setChecked(easy)
        self.add_gap(8)
        self.add_small_buttons([chip])
        self.add_gap(8)
