"""Makes what a screen shows from a visit and one of its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.answers import KINDS
from kiosk.answers.kind import Option
from kiosk.answers.words import words_for
from kiosk.easy_words import is_easy, said
from kiosk.errors import AnswerError
from kiosk.journey_pages import Alternative, Page
from kiosk.language import Language
from kiosk.open_days import standing_of
from kiosk.pictures import picture_in
from kiosk.referrals import nudge_for
from kiosk.submission import AnswerValue
from kiosk.views import NudgeView, PageView, QuestionView, Row
from kiosk.visit import Visit


def question_view(
    visit: Visit, page: Page, language: Language, *, draft: AnswerValue | None = None, error: AnswerError | None = None
) -> QuestionView:
    """Return a question as it is asked now; `draft` is what the person gave that could not be taken."""
    page = said(page, visit.journey, language)
    kind, (number, total) = KINDS[page.kind], visit.position(page.id)
    situation = visit.situation_at(page.id)
    return QuestionView(
        journey_title=visit.heading_on(page, language),
        number=number,
        total=total,
        ask=visit.text(page.ask, language),
        field=kind.field,
        hint=visit.text(page.hint, language),
        why=visit.text(page.why, language),
        text=(*paragraphs(visit, page, language), *kind.says(page, situation, language)),
        options=tuple(
            _with_picture(option, visit, page, language) for option in kind.options(page, situation, language)
        ),
        contacts=tuple(visit.pack.contact(name) for name in page.contacts),
        keyboard=kind.keyboard,
        draft=draft if draft is not None else visit.draft(page.id),
        error=words_for(error, language) if error else "",
        error_at=error.values.get("at", "") if error else "",
        not_sure=language.translate(kind.not_known) if page.not_sure and kind.field not in ("one", "many") else "",
        optional=page.optional,
        max_length=page.max_length,
        picture=_picture(visit, page, language),
    )


def page_view(visit: Visit, page: Page, language: Language) -> PageView:
    """Return a notice or an ending as it reads now."""
    page = said(page, visit.journey, language)
    return PageView(
        journey_title=visit.heading_on(page, language),
        heading=visit.text(page.ask, language),
        text=paragraphs(visit, page, language),
        contacts=tuple(visit.pack.contact(name) for name in page.contacts),
        ways=tuple((way_id(way), visit.text(way.label, language)) for way in page.alternatives),
        urgent=page.urgent,
        picture=_picture(visit, page, language),
    )


def rows(visit: Visit, language: Language) -> list[Row]:
    """Return the lines of the check page."""
    return [Row(row.page_id, row.label, row.shown, row.say_as) for row in visit.summary(language)]


def nudge_view(visit: Visit, language: Language) -> NudgeView | None:
    """Return what may help as well, once the visit was sent; a journey that is not there or not open helps nobody."""
    nudge, day = nudge_for(visit.journey.nudge, visit.facts), visit.now.date() if visit.clock_trusted else None
    helps = visit.pack.journeys.get(nudge.journey) if nudge else None
    if nudge is None or helps is None or standing_of(helps, day) != "open":
        return None
    words = visit.text(nudge.text, language)
    return NudgeView(words, f"journey:{nudge.journey}", language.translate(helps.title))


def paragraphs(visit: Visit, page: Page, language: Language) -> tuple[str, ...]:
    """Return a page's paragraphs; one that nothing fills is left out."""
    return tuple(text for source in page.text if (text := visit.text(source, language).strip()))


def _picture(visit: Visit, page: Page, language: Language) -> Path | None:
    """Return the drawing beside a question or page that is shown in easy words."""
    if page.easy is None or not is_easy(visit.journey, language):
        return None
    return picture_in(visit.pack.folder, page.easy.picture)


def _with_picture(option: Option, visit: Visit, page: Page, language: Language) -> Option:
    """Return an option with the drawing beside it, where it has one and is shown in easy words."""
    if page.easy is None or not is_easy(visit.journey, language):
        return option
    return replace(option, picture=picture_in(visit.pack.folder, page.easy.pictures.get(option.value, "")))


def way_id(way: Alternative) -> str:
    """Return an alternative as one word: "journey:…", "topic:…" or "screen:…"."""
    if way.journey:
        return f"journey:{way.journey}"
    return f"topic:{way.topic}" if way.topic else f"screen:{way.screen}"
