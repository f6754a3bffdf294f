"""Corrections and withdrawals at the hub: one detail that fits opens the way, nothing else does."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sending_kiosk import SendingKiosk

from hub.casework import Submission
from hub.parts import Parts
from kiosk.submission import AnsweredQuestion, Earlier

GIVEN = [
    AnsweredQuestion("where", "Where is it?", {"uprn": "1"}, "14 Mill Lane, Fairholme FH1 4QT"),
    AnsweredQuestion("which-bins", "Which bins?", "recycling", "Recycling (blue bin)"),
    AnsweredQuestion("mobile", "What is your mobile number?", "07700 900123", "07700 900123"),
    AnsweredQuestion("name", "What is your name?", "Mair Llŷr", "Mair Llŷr"),
    AnsweredQuestion("rooms", "How many rooms?", "1234", "1234"),
    AnsweredQuestion("nino", "What is your number?", "AB123456C", "AB 12 34 56 C"),
    AnsweredQuestion("sleeps", "Where do you sleep?", {"none": "no-fixed"}, "No fixed address"),
    AnsweredQuestion("signed", "Please sign", {"path": "M1,1"}, "Signed on the screen"),
    AnsweredQuestion("pay", "What do you earn?", {"amount": "120.00", "per": "week"}, "£120 every week"),
    AnsweredQuestion(
        "bank", "Which account?", {"name": "M Jones", "sort_code": "123456", "account": "12345678"},
        "M Jones, 12-34-56, 12345678",
    ),
    AnsweredQuestion("household", "Who lives with you?", [{"name": "Tomos"}], "Tomos"),
]  # fmt: skip


class Cases:
    """Sends submissions and looks at what became of them."""

    def __init__(self, client: httpx.Client, kiosk: SendingKiosk, parts: Parts) -> None:
        self._client, self._kiosk, self._parts = client, kiosk, parts

    def first(self, **changes: Any) -> str:
        header = self._kiosk.header()
        self._kiosk.put(self._client, self._kiosk.envelope(header, answers=GIVEN, **changes))
        return header.tracking_code

    def later(self, act: Any, code: str, detail: str, page: str = "phone", language: str = "en") -> str:
        header = self._kiosk.header(journey="take-back", language=language)
        answers = [AnsweredQuestion("code", "?", code, code), AnsweredQuestion(page, "?", detail, detail)]
        envelope = self._kiosk.envelope(header, answers=answers, earlier=Earlier(act, code, [page]))
        self._kiosk.put(self._client, envelope)
        return header.tracking_code

    def open(self) -> None:
        while self._parts.opener.verify_waiting():
            pass

    def case(self, code: str) -> Submission:
        return self._parts.casework.find(code)

    def notes(self, code: str) -> list[str]:
        from hub import history

        with self._parts.database.reading() as connection:
            return [step.note for step in history.steps(connection, self.case(code).id) if step.note]


@pytest.fixture
def cases(client: httpx.Client, sending: SendingKiosk, parts: Parts) -> Cases:
    return Cases(client, sending, parts)


@pytest.mark.parametrize(
    "detail",
    ["07700 900123", "07700900123", "FH1 4QT", "fh14qt", "14 Mill Lane", "mill lane", "MAIR LLŶR"],
)
def test_one_detail_that_fits_takes_it_back(cases: Cases, detail: str) -> None:
    old = cases.first()
    new = cases.later("withdraw", old, detail)
    cases.open()
    assert (cases.case(old).status, cases.case(old).public_note) == ("closed", "Taken back, as you asked.")
    assert (cases.case(new).status, cases.case(new).public_note) == ("closed", "We stopped the work on what you sent.")
    assert cases.notes(old)[-1] == f"Taken back with {new}."


@pytest.mark.parametrize(
    "detail",
    [
        "07700 900124",
        "FH1 4QX",
        "Fairholme",
        "Recycling (blue bin)",
        "recycling",
        "14",
        "Mair",
        "",
        "Lane",
        "1234",
        "AB123456C",
        "No fixed address",
        "Signed on the screen",
        "£120 every week",
        "M Jones",
        "12345678",
        "Tomos",
    ],
)
def test_a_detail_that_does_not_fit_changes_nothing(cases: Cases, detail: str) -> None:
    old = cases.first()
    new = cases.later("withdraw", old, detail)
    cases.open()
    assert (cases.case(old).status, cases.case(old).public_note) == ("received", "")
    assert cases.case(new).status == "refused"
    assert "does not fit" in cases.case(new).public_note
    assert cases.notes(old) == [f"{new} is about this one, but its detail does not fit."]


def test_whoever_holds_a_code_cannot_try_details_until_one_fits(cases: Cases) -> None:
    old, other = cases.first(), cases.first()
    for wrong in ("Anna", "Bella", "Cathy", "Diana", "Edith"):
        cases.later("withdraw", old, wrong, page="name")
        cases.open()
    new = cases.later("withdraw", old, "Mair Llŷr", page="name")
    cases.later("withdraw", other, "Mair Llŷr", page="name")
    cases.open()
    assert (cases.case(old).status, cases.case(new).status) == ("received", "received")
    assert cases.notes(old)[-1] == f"{new} is about this one. Read both."
    assert cases.case(other).status == "closed", "only this code is left to staff"


def test_a_correction_stands_beside_what_was_sent(cases: Cases) -> None:
    old = cases.first()
    new = cases.later("correct", old, "07700 900123")
    cases.open()
    assert cases.case(old).status == "received"
    assert cases.notes(old) == [f"Corrected or added to: read {new} as well."]
    assert cases.case(new).status == "in_progress"


def test_what_is_finished_is_not_taken_back(cases: Cases, parts: Parts) -> None:
    old = cases.first()
    cases.open()
    parts.casework.move(old, "closed", "Emptied on Tuesday.", "staff", public=True)
    new = cases.later("withdraw", old, "07700 900123")
    cases.open()
    assert cases.case(old).public_note == "Emptied on Tuesday."
    assert "finished already" in cases.case(new).public_note


def test_one_that_comes_before_what_it_names_waits_for_it(cases: Cases, sending: SendingKiosk) -> None:
    header = sending.header()
    new = cases.later("withdraw", header.tracking_code, "07700 900123")
    cases.open()
    assert cases.case(new).status == "received"
    sending.put(cases._client, sending.envelope(header, answers=GIVEN))
    cases.open()
    assert cases.case(header.tracking_code).status == "closed"


def test_it_is_carried_out_once(cases: Cases, parts: Parts) -> None:
    old = cases.first()
    cases.later("withdraw", old, "07700 900123")
    cases.open()
    parts.casework.move(old, "in_progress", "Opened again.", "staff", public=False)
    cases.open()
    assert cases.case(old).status == "in_progress"


def test_the_resident_reads_it_in_the_language_of_each_submission(cases: Cases) -> None:
    old = cases.first()
    new = cases.later("withdraw", old, "07700 900123", language="cy")
    cases.open()
    assert cases.case(new).public_note.startswith("Rydym wedi atal")
    assert cases.case(old).public_note == "Taken back, as you asked."


def test_a_note_for_staff_keeps_the_residents_words(cases: Cases, parts: Parts) -> None:
    old = cases.first()
    cases.open()
    parts.casework.move(old, "in_progress", "The crew is on its way.", "staff", public=True)
    cases.later("correct", old, "07700 900123")
    cases.open()
    assert cases.case(old).public_note == "The crew is on its way."


@pytest.mark.parametrize("named", ["x" * 5000, "", "KK-2222-2222-2", "not a code"])
def test_what_names_no_tracking_code_is_a_submission_like_others(cases: Cases, named: str) -> None:
    new = cases.later("withdraw", named, "07700 900123")
    cases.open()
    assert cases.case(new).state == "complete"
    assert cases.case(new).status == "received"
