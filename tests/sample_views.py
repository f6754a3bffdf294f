"""Views with real content of the demo council, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.answers.kind import Option
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.evidence import ToBring
from kiosk.language import Language
from kiosk.views import ConfirmationView, NudgeView, PageView, PartView, ProgressView, QuestionView, Row
from screens.group_screen import Member

CODE = "FC-7KD4-N9WH-3"
OTHER_CODE = "FC-9QX2-M4TB-W"
COME_BACK_CODE = "7KD4-N9WH-3FXR-T"
TRACKING_ADDRESS = "https://track.fairholme.example/t/FC-7KD4-N9WH-3"
BINS = {
    "rubbish": "Rubbish (black bin)",
    "recycling": "Recycling (blue bin)",
    "food": "Food waste (small brown bin)",
    "garden": "Garden waste (green bin)",
    "something-else": "Something not listed",
}


@cache
def demo_pack() -> CouncilPack:
    """The demo council, read once."""
    return load_council_pack()


@dataclass(frozen=True)
class Samples:
    """Views in one language, as the wiring would make them."""

    language: Language

    def question(self, field: Any = "many", **changes: Any) -> QuestionView:
        """Return a question; by default "Which bins or bags were not emptied?"."""
        say = self.language.translate
        options = tuple(Option(value, say(label)) for value, label in BINS.items()) if field in ("one", "many") else ()
        texts = {
            "ask": say("Which bins or bags were not emptied?"),
            "hint": say("Choose all that were missed."),
            "options": options,
        }
        given = {"journey_title": say("Report a missed bin"), "number": 2, "total": 9, "field": field}
        return QuestionView(**{**given, **texts, **changes})

    @property
    def picture(self) -> Path:
        """A drawing of the demo council."""
        return demo_pack().folder / "pictures" / "bin.svg"

    def easy(self) -> QuestionView:
        """Return the same question with pictures, as easy read has it."""
        say = self.language.translate
        options = tuple(Option(value, say(label), picture=self.picture) for value, label in BINS.items())
        return self.question("many", ask=say("What did we not take?"), hint="", options=options, picture=self.picture)

    def parted(self) -> dict[str, QuestionView]:
        """Return questions that are answered in several parts, by the name of the field."""
        say, unsure = self.language.translate, self.language.translate("I do not know")
        day = (Option("2026-11-20", say("Today"), self.language.date(date(2026, 11, 20))),)
        often = tuple(Option(key, say(label)) for key, label in (("week", "Every week"), ("month", "Every month")))
        wrong = say("Check the day. There is no such day in that month")
        given: dict[str, dict[str, Any]] = {
            "date": {"options": day, "not_sure": say("I am not sure of the day"), "keyboard": "digits"},
            "dates": {"draft": {"from": "2026-11-20", "to": {"day": "31"}}, "error": wrong, "error_at": "to.day"},
            "money": {"options": often, "not_sure": unsure, "draft": {"amount": "120.50", "per": "month"}},
            "masked": {"draft": "AB123456C", "not_sure": say("I do not have one, or do not know it")},
            "vehicle": {"not_sure": unsure},
            "bank": {"draft": {"account": "12"}, "error": say("Write the sort code"), "error_at": "sort_code"},
            "agree": {"options": (Option("yes", say("I agree")),)},
        }
        return {name: self.question(name, **changes) for name, changes in given.items()}

    def members(self) -> list[Member]:
        """Return two of a list, one of them not finished."""
        say = self.language.translate
        named = [say("{what} {number}", what=say("Name on the account"), number=number) for number in (1, 2)]
        day = self.language.date(date(1961, 4, 3), year=True)
        return [Member(named[0], f"{say('Yes')}, {day}"), Member(named[1], say("No"), finished=False)]

    def postcode(self, **changes: Any) -> QuestionView:
        """Return the question for an address."""
        say = self.language.translate
        ask, hint = say("What is the postcode where the bin is?"), say("For example FH1 4QT")
        return self.question("address", number=1, ask=ask, hint=hint, **changes)

    def street(self, **changes: Any) -> QuestionView:
        """Return the question for a street."""
        say = self.language.translate
        ask, hint = say("Which street is it in?"), say("Type the first letters of its name.")
        return self.question("street", number=3, ask=ask, hint=hint, **changes)

    def rows(self) -> list[Row]:
        """Return the rows of the check page."""
        say = self.language.translate
        return [
            Row("where", say("Address"), "14 Mill Lane, Fairholme FH1 4QT"),
            Row("which-bins", say("Not emptied"), say("Recycling (blue bin)")),
            Row("just-mine", say("Just yours, or the whole street"), say("Just mine")),
            Row("day", say("Was due on"), self.language.date(date(2026, 11, 20), year=True)),
            Row("out-in-time", say("Out in time"), say("Yes")),
            Row("in-the-way", say("Anything in the way"), say("No")),
            Row("mobile", say("Mobile number"), "07700 900123", "phone"),
        ]

    def page(self, **changes: Any) -> PageView:
        """Return an ending; `ways` and `urgent` can be changed."""
        say = self.language.translate
        given: dict[str, Any] = {
            "journey_title": say("Report a missed bin"),
            "heading": say("It is not late yet"),
            "text": (
                say("It is due on {day}. Our crews work until 6 in the evening.", day=say("Friday 20 November")),
                say("Please leave it out. If it is still full after 6, tell us and we will come back for it."),
            ),
            "contacts": (demo_pack().contact("council"),),
            "ways": (("bins-and-recycling", say("Do something else about bins")), ("see-someone", say("See someone"))),
        }
        return PageView(**{**given, **changes})

    def confirmation(self, **changes: Any) -> ConfirmationView:
        """Return what is true right after Send: stored here, the receipt on its way."""
        say = self.language.translate
        given: dict[str, Any] = {
            "tracking_code": CODE,
            "noun": say("report"),
            "at_the_council": False,
            "next_text": say("We will come back for your recycling within 2 working days of the council getting this."),
            "after": say("If it is still there after that, please tell us. You will need this code."),
            "address": TRACKING_ADDRESS,
            "paper": "printing",
            "contact": demo_pack().contact("council"),
        }
        return ConfirmationView(**{**given, **changes})

    def confirmed_together(self, **changes: Any) -> ConfirmationView:
        """Return what is true right after a life event was sent: two parts, one of them with papers to bring."""
        say, days = self.language.translate, self.language.plural("{n} working day", "{n} working days", 10)
        bin_words = say("We will bring what is needed for {which.short} within {standard} of the council getting this.")
        bin_words = bin_words.replace("{which.short}", say("recycling")).replace("{standard}", days)
        after = say("If nothing has come by then, please tell us. You will need this code.")
        card_words = say("If it is not there, please show the code of this request to the staff.")
        parts = (
            PartView(say("Ask for a bin, or a bigger one"), CODE, bin_words, after),
            PartView(say("Join the library"), OTHER_CODE, card_words, "", self.to_bring()),
        )
        given = {"next_text": "", "after": "", "address": TRACKING_ADDRESS.rpartition("/")[0], "parts": parts}
        return self.confirmation(**{**given, **changes})

    def to_bring(self) -> ToBring:
        """Return two papers for the desk."""
        say = self.language.translate
        paper, other = say("Something with your name on it"), say("Somebody who knows you and has a card of ours")
        return ToBring(
            (
                say("{paper}. Or: {other}", paper=paper, other=other),
                say("A letter or bill with your name and address"),
            ),
            say("Bring it by {day}, with your tracking code.", day=self.language.date(date(2026, 12, 18))),
            say("Where: {place}", place=say("The desk in this library")),
        )

    def nudge(self) -> NudgeView:
        """Return what may help as well."""
        say = self.language.translate
        text = say("Libraries are warm, and everybody may stay. With a card you can use the computers too.")
        return NudgeView(text, "journey:library-card", say("Join the library"))

    def progress(self, **changes: Any) -> ProgressView:
        """Return a submission that the council works on."""
        say = self.language.translate
        given: dict[str, Any] = {
            "tracking_code": CODE,
            "title": say("Report a missed bin"),
            "status": "in_progress",
            "here_only": False,
            "quarantined": False,
            "sent_at": datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
            "at": datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
            "note": say("The crew comes back on Tuesday."),
            "due": date(2026, 11, 24),
            "asked_the_hub": True,
            "contact": demo_pack().contact("council"),
            "can_correct": True,
            "can_withdraw": True,
        }
        return ProgressView(**{**given, **changes})
