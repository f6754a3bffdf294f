"""What goes to the council as words: one resident a journey, what they are promised, and every ending."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.next_steps import next_words
from kiosk.receipt_words import Place, receipt_for
from kiosk.submission import AnswerValue
from kiosk.visit import Visit

CODE = "FC-7KD4-N9WH-3"
PLACE = Place("Central Library", "https://fairholme.example")

COMPLAINT: dict[str, AnswerValue] = {
    "for-whom": "self", "about": "bins", "told-before": False, "what-happened": "The crew left my bin in the road.",
    "happened": "month", "treated": False, "harm": ["upset"], "put-right": ["sorry"], "easier": [], "contact": "none",
}  # fmt: skip
COMPLIMENT: dict[str, AnswerValue] = {
    "thanks-about": "libraries", "good": "They helped me to write to my sister.", "whom": "The Tuesday group",
    "thanks-day": "2026-11-17", "thanks-place": "Harbour Library", "share": "them", "contact": "none",
}  # fmt: skip
INTERPRETER: dict[str, AnswerValue] = {
    "for-whom": "self", "need-what": "signing", "signing-kind": "bsl", "for-what": "booked",
    "meeting-day": "2026-12-03", "meeting-time": "half past 10", "meeting-with": "The housing team, at the desk here",
    "with-you": "room", "woman-or-man": "woman", "not-this-one": "", "contact": "text", "mobile": "07700 900123",
    "name": "Mair Llŷr",
}  # fmt: skip

INFORMATION: dict[str, AnswerValue] = {
    "for-whom": "self", "whose-information": "council", "what-to-know": "What the new bins cost", "which-time": "year",
    "published-first": False, "given-as": "any", "full-name": "Mair Llŷr", "answer-by": "email",
    "email": "mair@example.org",
}  # fmt: skip
COUNCILLOR: dict[str, AnswerValue] = {
    "you-ask-as": "resident", "what-kind": "help", "where": {"uprn": "990010000101"},
    "question": "Cars park on our pavement.", "team-first": "not-solved", "team-code": "FC-1", "would-help": "answer",
    "may-see": True, "contact": "text", "mobile": "07700 900123", "name": "Mair Llŷr",
}  # fmt: skip
FOR_A_RESIDENT: dict[str, AnswerValue] = {
    "you-ask-as": "office", "which-councillor": "Amira Okafor, Castle", "office-number": "AO 17",
    "for-one-resident": True, "resident-agrees": True,
}  # fmt: skip
FEEDBACK: dict[str, AnswerValue] = {
    "used": "kiosk", "done-today": "yes", "how-easy": "easy", "waited": "none", "helped": "staff",
    "one-thing": "More chairs",
}  # fmt: skip


def visit(pack: CouncilPack, journey: str, answers: dict[str, AnswerValue], **more: AnswerValue) -> Visit:
    """A visit on a Friday evening with these answers, as far as they are asked for."""
    answered = Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    given = {**answers, **{name.replace("_", "-"): value for name, value in more.items()}}
    while (page := answered.first_unanswered) is not None:
        answered = answered.answer(page.id, given[page.id])
    return answered


def promised(done: Visit, code: str, *, dated: bool = True) -> str:
    """What the resident is told happens next."""
    assert done.complete
    return next_words(done, done.pack.language(code), sent_at=done.now, dated=dated).text


def printed(done: Visit, code: str) -> str:
    """The whole receipt."""
    return "\n".join(line.text for line in receipt_for(done, done.pack.language(code), PLACE, CODE, done.now).lines)


def ending(pack: CouncilPack, journey: str, answers: dict[str, AnswerValue], **more: AnswerValue) -> str:
    """The page that such answers end at; it says why, whom to reach, and where to go on."""
    page = visit(pack, journey, answers, **more).ending
    assert page is not None
    assert page.text
    assert page.contacts
    assert page.alternatives
    return page.id


def test_a_complaint_is_answered_within_ten_working_days(pack: CouncilPack) -> None:
    done = visit(pack, "complaint", COMPLAINT, contact="letter", letter_address={"uprn": "990010000101"}, name="")
    assert promised(done, "en") == "A manager will look at it. The answer comes by Friday 4 December."
    assert promised(done, "cy") == "Bydd rheolwr yn edrych arno. Daw’r ateb erbyn dydd Gwener 4 Rhagfyr."
    assert "within 10 working days" in promised(done, "en", dated=False)


def test_whoever_wants_no_letter_can_ask_for_the_answer_at_the_desk(pack: CouncilPack) -> None:
    done = visit(pack, "complaint", COMPLAINT)
    assert "ask for it at the desk with this code" in promised(done, "en")
    assert "gofynnwch amdano wrth y ddesg" in promised(done, "cy")


def test_after_an_answer_somebody_else_looks_at_all_of_it_again(pack: CouncilPack) -> None:
    done = visit(pack, "complaint", COMPLAINT, told_before=True, answer_so_far="answered", earlier_code="FC-1")
    assert promised(done, "en").startswith("Somebody who did not work on it before")
    assert "Ombudsman" in next_words(done, pack.language("en"), sent_at=done.now, dated=True).after


@pytest.mark.parametrize("answer_so_far", ["nothing", "not-done"])
def test_without_an_answer_it_is_no_second_look(pack: CouncilPack, answer_so_far: str) -> None:
    done = visit(pack, "complaint", COMPLAINT, told_before=True, answer_so_far=answer_so_far, earlier_code="")
    assert promised(done, "en").startswith("A manager will look at it.")


def test_unfair_treatment_is_read_by_somebody_who_looks_after_fairness(pack: CouncilPack) -> None:
    more = {"treated": True, "who-it-was": "", "because-of-you": "yes", "contact": "text", "mobile": "07700 900123"}
    done = visit(pack, "complaint", {**COMPLAINT, **more, "name": ""})
    assert "everyone is treated fairly" in promised(done, "en")
    assert "trin yn deg" in promised(done, "cy")


@pytest.mark.parametrize(("unsafe", "urgent"), [(True, True), (False, False)])
def test_a_complaint_is_urgent_only_where_somebody_is_unsafe_now(pack: CouncilPack, unsafe: bool, urgent: bool) -> None:
    done = visit(pack, "complaint", COMPLAINT, harm=["health"], unsafe_now=unsafe)
    assert holds(done.journey.urgent, done.facts) is urgent
    assert ("get-help-now" in [page.id for page in done.path]) is urgent


@pytest.mark.parametrize(("happened", "asked"), [("year", False), ("longer-ago", True), ("still", False)])
def test_only_what_is_more_than_a_year_ago_needs_a_reason(pack: CouncilPack, happened: str, asked: bool) -> None:
    done = visit(pack, "complaint", COMPLAINT, happened=happened, why_now="I was in hospital")
    assert ("why-now" in [page.id for page in done.path]) is asked


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"about": "parking", "about_parking": "fine"}, "challenge-the-fine"),
        ({"about": "money", "about_money": "decision"}, "ask-again"),
        ({"about": "families", "about_families": "place"}, "appeal-for-a-place"),
        ({"about": "families", "about_families": "school"}, "tell-the-school"),
        ({"told_before": True, "answer_so_far": "second"}, "to-the-ombudsman"),
    ],
)
def test_what_has_a_better_way_than_a_complaint_is_shown_it(
    pack: CouncilPack, more: dict[str, AnswerValue], expected: str
) -> None:
    assert ending(pack, "complaint", COMPLAINT, **more) == expected


def test_nothing_of_what_was_complained_about_is_printed(pack: CouncilPack) -> None:
    paper = printed(visit(pack, "complaint", COMPLAINT), "en")
    assert CODE in paper
    assert "crew left" not in paper


def test_thanks_reach_the_people_thanked(pack: CouncilPack) -> None:
    done = visit(pack, "compliment", COMPLIMENT)
    assert promised(done, "en").startswith("The people you thank, and their manager, will have read your words by")
    assert promised(done, "cy").startswith("Bydd y rhai rydych yn diolch iddynt")
    assert "Friday 27 November" in promised(done, "en")
    assert "sister" not in printed(done, "en")
    assert done.page_named("contact").ask == "How should we tell you that they have read it?"


def test_thanks_need_only_a_few_words(pack: CouncilPack) -> None:
    none: dict[str, AnswerValue] = {"whom": "", "thanks-day": "", "thanks-place": ""}
    assert visit(pack, "compliment", {**COMPLIMENT, **none}).complete


def test_an_interpreter_is_asked_for_a_meeting(pack: CouncilPack) -> None:
    done = visit(pack, "interpreter", INTERPRETER)
    assert promised(done, "en").startswith("By Tuesday 24 November we will have asked for an interpreter or helper")
    assert promised(done, "cy").startswith("Erbyn dydd Mawrth 24 Tachwedd byddwn wedi gofyn am gyfieithydd")
    assert "in the room" not in printed(done, "en")


@pytest.mark.parametrize(
    ("need", "more", "expected"),
    [
        ("spoken", {"spoken_language": "somali"}, "spoken-now"),
        ("signing", {}, "signing-now"),
        ("hearing", {"hearing_kind": ["notes"]}, "hearing-now"),
    ],
)
def test_whoever_needs_it_now_is_helped_by_the_staff_now(
    pack: CouncilPack, need: str, more: dict[str, AnswerValue], expected: str
) -> None:
    assert ending(pack, "interpreter", INTERPRETER, need_what=need, for_what="now", **more) == expected


@pytest.mark.parametrize(
    ("kind", "every", "words"),
    [
        ("braille", False, "We will have it made for you. By Tuesday 24 November we will know the day that it comes."),
        ("braille", True, "After it, every letter comes like that."),
        ("email", True, "We will send it to your e-mail address by Tuesday 24 November."),
    ],
)
def test_a_letter_comes_in_the_way_that_is_best(pack: CouncilPack, kind: str, every: bool, words: str) -> None:
    done = visit(
        pack, "interpreter", INTERPRETER, need_what="format", format_kind=kind, which_letter="My rent letter",
        every_letter=every, send_to={"uprn": "990010000101"}, send_email="mair@example.org", contact="none",
    )  # fmt: skip
    assert promised(done, "en").endswith(words)


def test_a_letter_that_is_sent_home_is_not_asked_where_to_twice(pack: CouncilPack) -> None:
    done = visit(
        pack, "interpreter", INTERPRETER, need_what="format", format_kind="sound", which_letter="My rent letter",
        every_letter=False, send_to={"uprn": "990010000101"}, contact="letter",
    )  # fmt: skip
    assert "letter-address" not in [page.id for page in done.path]


def test_the_law_sets_the_time_for_what_the_council_knows(pack: CouncilPack) -> None:
    done = visit(pack, "freedom-of-information", INFORMATION)
    assert promised(done, "en") == "You will have an answer by Friday 18 December: the law sets that time."
    assert promised(done, "cy").startswith("Byddwch yn cael ateb erbyn dydd Gwener 18 Rhagfyr")
    assert "new bins" not in printed(done, "en")


def test_what_is_published_already_is_named_sooner(pack: CouncilPack) -> None:
    done = visit(pack, "freedom-of-information", INFORMATION, published_first=True)
    assert promised(done, "en").startswith("If it is published already, we tell you in a few days")


def test_information_can_be_asked_for_between_two_days_and_by_letter(pack: CouncilPack) -> None:
    done = visit(
        pack, "freedom-of-information", INFORMATION, which_time="between",
        between={"from": "2023-04-01", "to": "2026-03-31"}, answer_by="letter", letter_address={"uprn": "990010000101"},
    )  # fmt: skip
    shown = {row.page_id: row.shown for row in done.summary(pack.language("en"))}
    assert "2023" in shown["between"]
    assert "email" not in shown


@pytest.mark.parametrize(("whose", "expected"), [("myself", "about-yourself"), ("person", "about-another")])
def test_what_is_about_a_person_goes_another_way(pack: CouncilPack, whose: str, expected: str) -> None:
    assert ending(pack, "freedom-of-information", INFORMATION, whose_information=whose) == expected


def test_a_councillor_answers_within_ten_working_days(pack: CouncilPack) -> None:
    done = visit(pack, "councillor-enquiry", COUNCILLOR)
    assert promised(done, "en") == "A councillor for that place answers you by Friday 4 December."
    assert promised(done, "cy") == "Bydd cynghorydd y lle hwnnw’n eich ateb erbyn dydd Gwener 4 Rhagfyr."
    assert done.facts[f"{done.journey.ward_from}.ward"] == "Castle"
    assert "pavement" not in printed(done, "en")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"would_help": "talk"}, "A councillor for that place offers you a day to talk by"),
        ({"contact": "none"}, "The councillors for that place will have read it by"),
        (FOR_A_RESIDENT, "The team that looks after it answers the councillor by"),
    ],
)
def test_what_a_councillor_is_asked_for_decides_what_is_promised(
    pack: CouncilPack, more: dict[str, AnswerValue], words: str
) -> None:
    assert promised(visit(pack, "councillor-enquiry", COUNCILLOR, **more), "en").startswith(words)


def test_a_councillor_asks_for_a_resident_only_with_their_yes(pack: CouncilPack) -> None:
    more = {**COUNCILLOR, **FOR_A_RESIDENT}
    assert ending(pack, "councillor-enquiry", more, resident_agrees=False) == "ask-the-resident"
    assert visit(pack, "councillor-enquiry", more, for_one_resident=False).complete


def test_a_complaint_about_a_councillor_goes_to_somebody_else(pack: CouncilPack) -> None:
    assert ending(pack, "councillor-enquiry", COUNCILLOR, what_kind="about-one") == "about-a-councillor"


def test_whoever_has_not_asked_a_team_is_told_that_it_is_quicker(pack: CouncilPack) -> None:
    pages = [page.id for page in visit(pack, "councillor-enquiry", COUNCILLOR, team_first="not-yet").path]
    assert "team-is-quicker" in pages
    assert "team-code" not in pages


def test_an_opinion_is_read_and_names_nobody(pack: CouncilPack) -> None:
    done = visit(pack, "feedback", FEEDBACK)
    assert promised(done, "en").startswith("Somebody who can change things will have read it by Friday 4 December.")
    assert promised(done, "cy").startswith("Bydd rhywun sy’n gallu newid pethau wedi’i ddarllen erbyn dydd Gwener")
    assert not {"name", "phone", "email", "address"} & {page.kind for page in done.journey.page}


def test_whoever_did_not_get_it_done_is_sent_to_the_staff_and_read_by_a_manager(pack: CouncilPack) -> None:
    done = visit(pack, "feedback", FEEDBACK, done_today="no", in_your_way=["machine"])
    assert promised(done, "en").startswith("A manager will have read it by")
    assert "staff-now" in [page.id for page in done.path]
