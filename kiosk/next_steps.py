"""What happens next, in words that never outrun the truth (R10): no date before the council has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.conditions import holds
from kiosk.easy_words import is_easy, next_in_easy_words
from kiosk.evidence import to_bring
from kiosk.language import Language
from kiosk.visit import Visit
from kiosk.working_days import due_date


@dataclass(frozen=True)
class NextWords:
    """What the council will do, and what to do if it does not happen. `due` only where a date was promised."""

    text: str
    after: str
    due: date | None = None


def next_words(visit: Visit, language: Language, *, sent_at: datetime, dated: bool) -> NextWords:
    """Return what happens next. `dated`: the council has it and the clock is trusted, so a day may be named.

    The day is counted from Send, in the council's time zone: it is named only while the resident still stands here. For
    what reaches the hub later than a day the hub counts from then, as the words without a day say.
    """
    step = next((step for step in visit.journey.next if holds(step.when, visit.facts)), visit.journey.next[-1])
    if is_easy(visit.journey, language):
        step = next_in_easy_words(step)
    standard = visit.journey.standard
    more = {"bring": to_bring(visit, language, sent_at=sent_at).until}
    if standard is None:
        text = visit.text(step.dated if dated else step.undated, language, **more)
        return NextWords(text, visit.text(step.after, language, **more))
    council = visit.pack.council
    due = due_date(
        sent_at.astimezone(visit.pack.zone).date(), standard.working_days, council.calendar, council.closed_days
    )
    more |= {
        "standard": language.plural("{n} working day", "{n} working days", standard.working_days),
        "due": language.date(due) if dated else "",
    }
    text = visit.text(step.dated if dated else step.undated, language, **more)
    promised = dated and "{due}" in step.dated
    return NextWords(text, visit.text(step.after, language, **more), due if promised else None)


def words_of_thanks(visit: Visit, language: Language) -> list[str]:
    """Return what is said after Send of what stands apart (`kiosk.apart`): nothing that a day or a code belongs to."""
    words = next_words(visit, language, sent_at=visit.now, dated=False)
    return [text for text in (words.text, words.after) if text]
