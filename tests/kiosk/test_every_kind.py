"""One journey with every kind of answer: checked, walked through every branch, summed up, sent, printed and resumed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from every_kind import with_every_kind

from kiosk.answers import KINDS
from kiosk.branches import branches, covering, taken
from kiosk.checking import check_pack
from kiosk.comeback_code import ComeBackKeys
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.drafts import open_visit, resume, seal_visit
from kiosk.language import Language
from kiosk.page_views import question_view, rows
from kiosk.receipt_words import Place, receipt_for
from kiosk.submission import Header, decode_payload, encode_payload
from kiosk.submitting import payload_of
from kiosk.visit import Visit

MASKED = {
    "nino": ("AB123456C", "AB 12 34 56 C"),
    "nhs": ("9991234578", "999 123 4578"),
    "bank": ("00012345", "00012345"),
}


@pytest.fixture
def every(folder: Path) -> CouncilPack:
    return load_council_pack(with_every_kind(folder))


def start(pack: CouncilPack) -> Visit:
    return Visit(pack, pack.journeys["every-kind"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))


def whole(pack: CouncilPack) -> Visit:
    """Return a visit that answers everything with something."""
    given = {"household": [{"name": "Mair", "born": "1961-04-03"}], "away": {"from": "2026-04-03", "to": "2026-04-05"}}
    done = next(visit for visit in covering(start(pack)) if visit.complete)
    return replace(done, answers={**done.answers, **given, "nino": "AB123456C", "nhs": "9991234578"})


def test_the_checker_takes_every_kind(folder: Path) -> None:
    found = [problem for problem in check_pack(with_every_kind(folder)) if problem.file.name == "every-kind.toml"]
    assert [problem for problem in found if "Cymraeg" not in problem.what] == []


def test_examples_take_every_branch_that_dates_amounts_and_counts_open(every: CouncilPack) -> None:
    visit = start(every)
    newest = "account_number bank consent date date_range declaration group money national_insurance nhs_number number"
    assert {page.kind for page in visit.journey.page} >= {*newest.split(), "signature", "vehicle"}
    walks = list(covering(visit))
    assert branches(visit) == set().union(*map(taken, walks))


@pytest.mark.parametrize("code", ["en", "cy"])
def test_every_question_and_answer_has_its_words(every: CouncilPack, code: str) -> None:
    visit, language = whole(every), every.language(code)
    assert visit.complete
    for page in visit.path:
        if page.is_question:
            assert question_view(visit, page, language).ask
    assert all(row.shown and "{" not in row.shown for row in rows(visit, language))


def test_what_is_masked_is_read_whole_by_the_council_alone(every: CouncilPack) -> None:
    visit = whole(every)
    on_screen = " ".join(row.shown for row in rows(visit, Language()))
    paper = " ".join(line.text for line in receipt_for(visit, Language(), Place("Library"), "FC-7K34", visit.now).lines)
    now = visit.now
    header = Header("id", "FC-7K34-N9WH-E", "kiosk", "every-kind", 1, "self", "en", now, clock_trusted=True)
    sent = decode_payload(encode_payload(payload_of(visit, header)))
    shown = {answered.question: answered.shown for answered in sent.answers}
    for page, (value, read) in MASKED.items():
        assert value not in on_screen.replace(" ", "")
        assert value not in paper.replace(" ", "")
        assert read in shown[page]
    assert shown["household"] == "Mair, Monday 3 April 1961"
    assert {answered.question: answered.answer for answered in sent.answers} == visit.valid_answers()


def test_every_answer_comes_through_saving_and_coming_back(every: CouncilPack) -> None:
    visit = whole(every)
    keys = ComeBackKeys(locator="x", seal=os.urandom(32), token=b"x")
    again = resume(open_visit(seal_visit(visit, "en", keys), keys), every, visit.now, clock_trusted=True)
    assert again.visit.answers == visit.valid_answers()
    assert not again.asked_again
    assert set(KINDS) >= {page.kind for page in visit.journey.questions}
