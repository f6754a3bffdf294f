"""Help from partners only with a yes, and what may help as well only after Send."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from broken_pack import change, problems_in

from kiosk.council_pack import CouncilPack
from kiosk.journey_tables import Nudge
from kiosk.language import Language
from kiosk.page_views import nudge_view, question_view
from kiosk.referrals import nudge_for
from kiosk.submission import AnswerValue, Header, Referred, decode_payload, encode_payload
from kiosk.submitting import payload_of
from kiosk.visit import Visit

CRISIS = "journeys/crisis-help.toml"
ASKED = "referral-money-advice"
GIVEN: dict[str, AnswerValue] = {
    "needed": ["power"], "meter": "none-left", "how-many": "3", "weakest": "yes", "what-happened": "late",
    "money-next": "next-week", "get-it": "desk", "safe-to-contact": "yes", "contact": "text", "mobile": "07700 900123",
    "safe-when": ["morning"], "say-who": "no", "name": "",
}  # fmt: skip


def crisis(pack: CouncilPack, **more: AnswerValue) -> Visit:
    visit = Visit(pack, pack.journeys["crisis-help"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    for page, answer in {**GIVEN, **more}.items():
        visit = visit.answer(page, answer)
    return visit


def referred(visit: Visit) -> list[Referred]:
    header = Header("", "", "", visit.journey.id, 1, "self", "en", visit.now, True)
    return decode_payload(encode_payload(payload_of(visit, header))).referrals


def test_it_is_asked_last_and_says_what_would_be_shared_of_what_was_given(pack: CouncilPack) -> None:
    visit = crisis(pack)
    assert visit.first_unanswered is not None
    assert (visit.first_unanswered.id, visit.path[-1].id) == (ASKED, ASKED)
    view = question_view(visit, visit.first_unanswered, Language())
    assert view.draft is None
    said = " ".join(view.text)
    assert "with Citizens Advice: Mobile number, Safe times and May say who we are." in said
    assert "E-mail" not in said


def test_a_yes_names_the_partner_and_the_answers_and_a_no_nobody(pack: CouncilPack) -> None:
    agreed = crisis(pack).answer(ASKED, "yes")
    assert referred(agreed) == [Referred("money-advice", "citizens-advice", ["mobile", "safe-when", "say-who"])]
    assert referred(agreed.answer(ASKED, "no")) == []


def test_a_yes_that_is_left_behind_shares_nothing(pack: CouncilPack) -> None:
    visit = crisis(pack).answer(ASKED, "yes").answer("what-happened", "other")
    assert visit.complete
    assert referred(visit) == []
    unsafe = crisis(pack).answer(ASKED, "yes").answer("safe-to-contact", "no")
    assert unsafe.complete
    assert referred(unsafe) == []


@pytest.mark.parametrize("change_", [{"what-happened": "other"}, {"contact": "letter"}])
def test_where_its_condition_does_not_hold_nobody_is_asked(pack: CouncilPack, change_: dict[str, AnswerValue]) -> None:
    visit = crisis(pack)
    for page, answer in change_.items():
        visit = visit.answer(page, answer)
    assert ASKED not in [page.id for page in visit.path]


@pytest.mark.parametrize("code", ["en", "cy"])
def test_what_may_help_as_well_is_the_first_that_holds(pack: CouncilPack, code: str) -> None:
    language = pack.language(code)
    view = nudge_view(crisis(pack), language)
    assert view is not None
    assert (view.way, view.label) == ("journey:library-card", language.translate("Join the library"))
    assert nudge_view(crisis(pack).answer("needed", ["things"]), language) is None
    gone = msgspec.structs.replace(crisis(pack).journey.nudge[0], journey="gone")
    visit = Visit(pack, msgspec.structs.replace(crisis(pack).journey, nudge=[gone]), crisis(pack).now, answers=GIVEN)
    assert nudge_view(visit, language) is None, "a journey that the pack does not have"


def test_one_nudge_is_enough() -> None:
    first = Nudge(id="one", when={"a": {"is": "yes"}}, text="one", journey="x")
    second = Nudge(id="two", when={"a": {"is": "no"}}, text="two", journey="x")
    both = Nudge(id="three", when={"a": {"is_not": "maybe"}}, text="three", journey="x")
    assert nudge_for([first, second, both], {"a": "no"}) == second
    assert nudge_for([first, both], {"a": "no"}) == both
    assert nudge_for([first], {"a": "no"}) is None


_WRONG = [
    ('partner = "citizens-advice"', 'partner = "bank"', "partner"),
    ('shares = ["name", ', 'shares = ["shoe-size", ', "shoe-size"),
    ('journey = "library-card"', 'journey = "library"', "no other journey is called 'library'."),
    ('journey = "library-card"', 'journey = "crisis-help"', "no other journey is called 'crisis-help'."),
    ('text = "Libraries are warm', 'text = "{needed}: libraries are warm', "nothing fills {needed}"),
    ('{ needed = { is = "power" } }\ntext', '{ needed = { is = "tea" } }\ntext', "'needed' is never 'tea'."),
    ('short = "Help with money"\n', "", "the key 'short' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), _WRONG)
def test_what_is_wrong_is_told_in_its_table(folder: Path, old: str, new: str, said: str) -> None:
    change(folder / CRISIS, old, new)
    problems = problems_in(folder, CRISIS)
    found = [problem for problem in problems if said in problem.what]
    assert found, [str(problem) for problem in problems]
    lines = (folder / CRISIS).read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines[: found[0].line] if line.startswith("[[")]
    assert heads[-1] in ("[[referral]]", "[[nudge]]")
