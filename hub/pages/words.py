"""The words of the public pages. Templates only place them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from hub.casework import Submission
from hub.settings import Contact
from kiosk.answers.words import words_for
from kiosk.case_words import CASE_WORDS
from kiosk.errors import AnswerError
from kiosk.language import Language, marked

_UNREADABLE = marked("Something went wrong on our side")
_UNREADABLE_MORE = marked(
    "Your report reached us, but our computer could not read it. We are sorry. "
    "Please tell us again, or get in touch with us."
)
_KINDS = {
    "received": "done",
    "in_progress": "action",
    "waiting_for_you": "stored",
    "closed": "done",
    "refused": "problem",
}
_SOURCE_LANGUAGE = "en"  # what a title is in where it was not translated
_WAYS = {
    "text": (marked("Send a text"), "sms:"),
    "email": (marked("E-mail"), "mailto:"),
    "web": (marked("Website"), ""),
    "relay": (marked("Relay UK, if you do not hear or speak on the phone"), "tel:"),
    "phone": (marked("Phone"), "tel:"),
    "visit": (marked("See someone"), ""),
}


@dataclass(frozen=True)
class Fact:
    """One line of a page: what it is and what it says; `lang` where that is another language, `link` where it leads."""

    label: str
    value: str
    lang: str = ""
    link: str = ""


@dataclass(frozen=True)
class Panel:
    """The coloured panel: done, action, stored or problem; a heading, the code and a sentence."""

    kind: str
    heading: str
    code_label: str
    code: str
    more: str


@dataclass(frozen=True)
class View:
    """Everything on one page, ready to be placed."""

    heading: str
    panel: Panel | None = None
    facts: tuple[Fact, ...] = ()
    note_heading: str = ""
    note: str = ""
    intro: str = ""
    slip: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands around every page."""

    council: str
    skip: str
    other_language: Fact
    form_heading: str
    form_label: str
    form_hint: str
    form_button: str
    slip_heading: str
    ways_heading: str
    ways: tuple[Fact, ...]
    elsewhere: tuple[Fact, ...] = ()


def frame(language: Language, other: Language, council: str, contact: Contact, address: str) -> Frame:
    """Return what stands around a page. `address` is the same page in the `other` language."""
    translate = language.translate
    return Frame(
        council=council,
        skip=translate("Skip to the main part"),
        other_language=Fact("", other.name, other.code, address),
        form_heading=translate("Check another code"),
        form_label=translate("Your code"),
        form_hint=translate("It is on your receipt and looks like KK-2A3B-4C5D-E. Small letters and spaces are fine."),
        form_button=translate("Check progress"),
        slip_heading=translate("Please check your code"),
        ways_heading=translate("Other ways to reach us"),
        ways=_ways(language, contact),
    )


def with_way(around: Frame, label: str, link: str) -> Frame:
    """Return the frame with one more way in its head."""
    return replace(around, elsewhere=(*around.elsewhere, Fact(label, label, link=link)))


def progress(language: Language, found: Submission, timezone: ZoneInfo) -> View:
    """Return the page about a submission that the hub has."""
    translate = language.translate
    kind, (heading, more) = _KINDS[found.status], CASE_WORDS[found.status]
    if found.state == "refused" and found.status == "received":
        kind, heading, more = "problem", _UNREADABLE, _UNREADABLE_MORE
    panel = Panel(kind, translate(heading), translate("Your code is"), found.tracking_code, translate(more))
    facts = [_about(language, found)] if found.title else []
    facts.append(Fact(translate("We got it on"), _day(language, found.received_at, timezone)))
    if _day(language, found.status_at, timezone) != facts[-1].value:
        facts.append(Fact(translate("Last news"), _day(language, found.status_at, timezone)))
    if found.due and found.status not in {"closed", "refused"}:
        facts.append(Fact(translate("We should finish by"), language.date(found.due, year=True, alone=True)))
    note = found.public_note
    return View(
        translate("Progress of your report"),
        panel,
        tuple(facts),
        translate("A note from the council") if note else "",
        note,
    )


def not_here_yet(language: Language, code: str) -> View:
    """Return the page about a right code that has not arrived."""
    translate = language.translate
    more = translate(
        "If you sent it today at a kiosk that is not connected, it can take a day or more to get here. "
        "It is stored safely at the kiosk, and your code stays good. Please look again tomorrow."
    )
    heading = translate("The council does not have this yet")
    return View(translate("Progress of your report"), Panel("stored", heading, translate("Your code is"), code, more))


def ask_for_code(language: Language, slip: AnswerError | None = None, typed: str = "") -> View:
    """Return the page that asks for a code; `slip` is what was wrong with the one `typed`."""
    translate = language.translate
    intro = translate("See how far your report or request is. You need the code from your receipt.")
    return View(translate("Check progress"), intro=intro, slip=words_for(slip, language) if slip else "", typed=typed)


def too_many(language: Language, seconds: int) -> View:
    """Return the page for somebody who asked too often."""
    minutes = -(-seconds // 60)
    intro = language.plural(
        "Please wait {n} minute, then try again.", "Please wait {n} minutes, then try again.", minutes
    )
    return View(language.translate("That was a lot of tries"), intro=intro)


def not_now(language: Language) -> View:
    """Return the page for when the database does not answer."""
    intro = language.translate("We cannot look it up just now. Nothing is lost. Please try again in a few minutes.")
    return View(language.translate("Sorry, this is not working just now"), intro=intro)


def _about(language: Language, found: Submission) -> Fact:
    label, title = language.translate("What it is about"), found.titles.get(language.code)
    return Fact(label, title, language.code) if title else Fact(label, found.title, _SOURCE_LANGUAGE)


def _ways(language: Language, contact: Contact) -> tuple[Fact, ...]:
    ways = []
    for name, (label, scheme) in _WAYS.items():
        value = getattr(contact, name)
        if not value:
            continue
        target = value if name == "web" else scheme + quote(value.replace(" ", ""), safe="+@,") if scheme else ""
        ways.append(Fact(language.translate(label), value.removeprefix("https://"), link=target))
    return tuple(ways)


def _day(language: Language, moment: datetime, timezone: ZoneInfo) -> str:
    return language.date(moment.astimezone(timezone).date(), year=True, alone=True)
