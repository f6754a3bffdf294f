"""Yes and no in Welsh: the words that answer the question as it was asked, wherever the resident meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.catalogue import read_catalogue
from kiosk.catalogue_files import catalogue_files
from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.easy_words import in_easy_words
from kiosk.event_parts import as_written
from kiosk.language import Language, load_language
from kiosk.pack_texts import pack_texts
from kiosk.page_views import question_view, rows
from kiosk.receipt_words import Place, receipt_for
from kiosk.scripted import begin
from kiosk.submission import Header
from kiosk.submitting import payload_of
from kiosk.variants import wordings
from kiosk.visit import Visit
from kiosk.yes_and_no import NO, YES, bare_answers

NO_TO = {
    "Ydw": "Nac ydw", "Ydy": "Nac ydy", "Ydyn": "Nac ydyn", "Oes": "Nac oes", "Oedd": "Nac oedd", "Do": "Naddo",
    "Ie": "Nage", "Cewch": "Na chewch", "Caiff": "Na chaiff", "Cânt": "Na chânt", "Hoffwn": "Na hoffwn",
    "Hoffai": "Na hoffai", "Gallaf": "Na allaf", "Gallan": "Na allan", "Gallai": "Na allai", "Gellir": "Na ellir",
    "Bydd": "Na fydd", "Byddaf": "Na fyddaf", "Byddai": "Na fyddai", "Dylech": "Na ddylech", "Dylai": "Na ddylai",
}  # fmt: skip
YES_TO = {
    "ydych chi": "Ydw", "ydyn nhw": "Ydyn", "ydy": "Ydy", "yw": "Ydy", "oes": "Oes", "oedd": "Oedd", "ai": "Ie",
    "felly chi yw": "Ie", "gawn ni": "Cewch", "gaiff": "Caiff", "hoffech chi": "Hoffwn", "hoffai": "Hoffai",
    "allwch chi": "Gallaf", "all": "Gallan", "allai": "Gallai", "ellir": "Gellir", "fydd": "Bydd",
    "fyddwch chi": "Byddaf", "fyddai": "Byddai", "ddylem": "Dylech", "ddylai": "Dylai", "adawodd": "Do",
    "ddigwyddodd": "Do", "fethwyd": "Do", "fuoch chi": "Do", "gawsoch": "Do", "gytunom": "Do", "welsoch chi": "Do",
    "wnaeth": "Do", "wnaethoch chi": "Do",
}  # fmt: skip
"""By how the question begins, without the particle "a"."""
OF_SEVERAL = {
    "A gaiff y cynghorwyr weld eich enw a’ch cyfeiriad?": "Cânt",
    "A yw ceir yn parcio arno’n aml?": "Ydyn",
    "A yw pawb a fyddai’n symud yn 55 oed neu’n hŷn?": "Ydyn",
    "A yw rhai o’r hen denantiaid yn aros?": "Ydyn",
    "Yn y 3 blynedd diwethaf, a orchmynnodd llys i unrhyw un a fyddai’n symud beidio â chreu helynt?": "Do",
}
"""Questions about several, whose verb is that of one; and one whose verb comes late."""


def expected_yes(question: str) -> str:
    asked = question.lower().removeprefix("a ").replace("’", " ")
    beginnings = [words for words in YES_TO if f"{asked} ".startswith(f"{words} ")]
    assert beginnings or question in OF_SEVERAL, f"how it begins is not in YES_TO yet: {question}"
    return OF_SEVERAL.get(question) or YES_TO[max(beginnings, key=len)]


def test_every_question_of_the_demo_council_is_answered_with_its_own_verb(pack: CouncilPack) -> None:
    welsh = pack.language("cy")
    asked = {item.text: item.answers for item in pack_texts(DEMO_COUNCIL) if item.answers}
    assert len(asked) > 150
    said = {text: [welsh.answer(answer, text) for answer in answers] for text, answers in asked.items()}
    for text, answers in asked.items():
        yes = expected_yes(welsh.translate(text))
        wanted = {YES: yes, NO: NO_TO[yes]}
        assert said[text] == [wanted[answer] for answer in answers], welsh.translate(text)


def test_every_page_that_says_a_bare_yes_is_among_them_in_all_its_words(pack: CouncilPack) -> None:
    own = read_catalogue(catalogue_files(DEMO_COUNCIL / "locale", "cy"), "cy")
    for journey in pack.journeys.values():
        for page in (inner for written in journey.page for inner in (written, *written.page)):
            for words in (said for wording in wordings(page) for said in (wording, in_easy_words(wording))):
                ask = as_written(words.ask)[0]
                for answer in bare_answers(words.kind, [words.options]):
                    assert own.pgettext(ask, answer) != answer, (journey.id, page.id, ask)


def asked(pack: CouncilPack, journey: str, page: str, given: Mapping[str, Any]) -> Visit:
    """Return a visit that has come to a page, by the usual answers but for those given."""
    visit = begin(pack, journey)
    while (now := visit.first_unanswered) is not None and now.id != page:
        usual: Iterator[Any] = iter(KINDS[now.kind].examples(now, visit.situation_at(now.id)))
        visit = visit.answer(now.id, given[now.id] if now.id in given else next(usual))
    assert now is not None, [each.id for each in visit.path]
    return visit


OTHER = {"for-whom": "someone-else"}

TABLE: list[tuple[str, str, Mapping[str, Any], bool, str]] = [
    ("street-light", "has-number", {}, False, "Ydw"),
    ("older-bus-pass", "lives-here", {"born": "1950-03-01"}, False, "Ydw"),
    ("older-bus-pass", "lives-here", {"born": "1950-03-01", **OTHER}, False, "Ydyn"),
    ("library-card", "has-address", {}, False, "Oes"),
    ("library-card", "has-address", {}, True, "Gallaf"),
    ("library-card", "has-address", OTHER, True, "Gallaf"),
    ("complaint", "told-before", {}, False, "Ydw"),
    ("complaint", "told-before", {}, True, "Do"),
    ("missed-bin", "out-in-time", {}, False, "Oedd"),
    ("missed-bin", "complaint", {}, False, "Hoffwn"),
    ("dumped-rubbish", "blocks", {}, False, "Ydy"),
    ("dumped-rubbish", "papers", {}, False, "Gallaf"),
    ("noise", "may-say-who", {}, False, "Cewch"),
    ("someone-died", "bins-now", {}, False, "Oes"),
    ("council-bill", "referral-money-advice", {"wanted": "spread", "other-debts": "yes"}, False, "Hoffwn"),
]


@pytest.mark.parametrize(("journey", "page", "given", "easy", "yes"), TABLE)
def test_the_answer_fits_the_words_of_the_question_on_its_page_and_on_the_check_page(
    pack: CouncilPack, journey: str, page: str, given: Mapping[str, Any], easy: bool, yes: str
) -> None:
    visit, welsh = asked(pack, journey, page, given), pack.language("cy").in_easy_words(easy=easy)
    view = question_view(visit, visit.page_named(page), welsh)
    assert [option.label for option in view.options][:2] == [yes, NO_TO[yes]]
    for raw, said in (("yes", yes), ("no", NO_TO[yes])):
        answered = visit.answer(page, raw)
        assert answered.answers[page] == raw
        assert [row.shown for row in rows(answered, welsh) if row.page_id == page] == [said]
        assert answered.words(welsh)[page] == said, "a text that quotes the answer"


def test_whoever_is_not_sure_says_so_as_before(pack: CouncilPack) -> None:
    visit = asked(pack, "missed-bin", "out-in-time", {})
    options = question_view(visit, visit.page_named("out-in-time"), pack.language("cy")).options
    assert [(option.value, option.label) for option in options][2] == ("not-sure", "Nid wyf yn gwybod")


@pytest.mark.parametrize(("code", "yes"), [("en", "Yes"), ("pl", "Tak"), ("ar", "نعم")])
def test_other_languages_have_one_word_for_all_questions(pack: CouncilPack, code: str, yes: str) -> None:
    visit = asked(pack, "missed-bin", "out-in-time", {})
    assert question_view(visit, visit.page_named("out-in-time"), pack.language(code)).options[0].label == yes


def test_paper_has_the_words_that_answer_and_the_case_worker_english(pack: CouncilPack) -> None:
    visit = asked(pack, "missed-bin", "out-in-time", {}).answer("out-in-time", "no", "cy")
    printed = [
        msgspec.structs.replace(page, on_receipt=page.id == "out-in-time", short="Out")
        for page in visit.journey.page
    ]  # fmt: skip
    paper = replace(visit, journey=msgspec.structs.replace(visit.journey, page=printed))
    lines = receipt_for(paper, pack.language("cy"), Place("Library"), "KK-AAAA-AAAA-A", datetime.now(UTC)).lines
    assert "Out: Nac oedd" in [line.text for line in lines]
    sent = payload_of(visit, Header("", "", "", "missed-bin", 1, "self", "cy", visit.now, True))
    [told] = [answer for answer in sent.answers if answer.question == "out-in-time"]
    assert (told.answer, told.shown) == ("no", "No")


def test_inside_a_group_each_answer_fits_its_question(pack: CouncilPack) -> None:
    page = pack.journeys["tenant-change"].page_named("tenants-in")
    [inner] = [inner for inner in page.page if inner.kind == "yes_no"]
    where = Situation(pack, pack.journeys["tenant-change"], datetime.now(pack.zone), {}, {})
    assert KINDS["group"].shown([{inner.id: "yes"}], page, where, pack.language("cy")) == "Ydy"


def test_a_bare_no_among_other_options_fits_its_question_too(pack: CouncilPack) -> None:
    journey = pack.journeys["library-fine"]
    where = Situation(pack, journey, datetime.now(pack.zone), {}, {})
    options = KINDS["choice"].options(journey.page_named("in-its-place"), where, pack.language("cy"))
    assert "Na allaf" in [option.label for option in options]


def test_a_question_without_words_of_its_own_has_the_plain_ones(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    product, council = tmp_path / "product", tmp_path / "council"
    for folder, words in (
        (product, 'msgid "Yes"\nmsgstr "Ie"\n\nmsgctxt "Is it?"\nmsgid "Yes"\nmsgstr "Ydy"\n'),
        (council, 'msgctxt "Can you?"\nmsgid "Yes"\nmsgstr "Gallaf"\n\nmsgctxt "Is it?"\nmsgid "No"\nmsgstr ""\n'),
    ):
        folder.mkdir()
        (folder / "cy.po").write_text(head + words, encoding="utf-8")
    welsh = load_language("cy", [product, council])
    assert [welsh.answer("Yes", question) for question in ("Is it?", "Can you?", "Was it?")] == ["Ydy", "Gallaf", "Ie"]
    assert welsh.translate("Yes") == "Ie"
    assert welsh.answer("No", "Is it?") == "No"
    assert Language().answer("Yes", "Is it?") == "Yes"


_OWN = {"yes": "Yes", "no": "No"}


@pytest.mark.parametrize(
    ("kind", "options", "found"),
    [
        ("yes_no", [], (YES, NO)),
        ("consent", [{}], (YES, NO)),
        ("yes_no", [{"yes": "Yes, please"}], (NO,)),
        ("yes_no", [{"yes": "Yes, please"}, _OWN], (YES, NO)),
        ("choice", [{"a": "Yes, often", "b": "No"}], (NO,)),
        ("choice", [{"a": "Yes, often", "b": "Not yet"}], ()),
        ("text", [], ()),
    ],
)
def test_only_a_bare_yes_or_no_needs_the_question(kind: str, options: list[Any], found: tuple[str, ...]) -> None:
    assert bare_answers(kind, options) == found
