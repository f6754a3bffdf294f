"""Sensitive journeys: nobody learns from screen or paper what they are about, and nobody is contacted unasked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from broken_pack import change, problems_in

from kiosk.council_pack import CouncilPack
from kiosk.examples import examples
from kiosk.language import Language
from kiosk.page_views import page_view, question_view
from kiosk.receipt_words import Place, receipt_for
from kiosk.safe_contact import safe_to_contact
from kiosk.submission import AnswerValue, Header
from kiosk.submitting import payload_of
from kiosk.visit import Visit

CRISIS = "journeys/crisis-help.toml"
GIVEN: dict[str, AnswerValue] = {
    "needed": ["food", "power"], "meter": "none-left", "cook-with": "kettle", "how-many": "3", "weakest": "yes",
    "what-happened": "late", "money-next": "next-week", "get-it": "desk",
}  # fmt: skip
SAFE: dict[str, AnswerValue] = {
    "safe-to-contact": "yes", "contact": "text", "mobile": "07700 900123", "safe-when": ["morning"], "say-who": "no",
    "name": "", "referral-money-advice": "no",
}  # fmt: skip


def crisis(pack: CouncilPack, *given: dict[str, AnswerValue], carried: dict[str, AnswerValue] | None = None) -> Visit:
    now = datetime(2026, 11, 20, 19, tzinfo=pack.zone)
    visit = Visit(pack, pack.journeys["crisis-help"], now, carried=carried or {})
    for answers in given:
        for page, answer in answers.items():
            visit = visit.answer(page, answer)
    return visit


def header(visit: Visit) -> Header:
    return Header("", "", "", visit.journey.id, 1, "self", "en", visit.now, True)


@pytest.mark.parametrize("code", ["en", "cy"])
def test_no_page_of_it_has_its_title_above(pack: CouncilPack, code: str) -> None:
    visit, language = crisis(pack, GIVEN, SAFE), pack.language(code)
    titles = {
        (question_view if page.is_question else page_view)(visit, page, language).journey_title for page in visit.path
    }
    assert titles == {language.translate("Your request")}
    assert language.translate(visit.journey.title) not in titles


@pytest.mark.parametrize("code", ["en", "cy"])
def test_the_paper_has_neither_title_nor_anything_answered(pack: CouncilPack, code: str) -> None:
    language = pack.language(code)
    for answers in list(examples(crisis(pack)))[::7]:
        visit = crisis(pack, answers)
        receipt = receipt_for(
            visit, language, Place("Library"), "KK-2345-6789-X", datetime(2026, 11, 20, 19, tzinfo=UTC)
        )
        words = "\n".join(line.text for line in receipt.lines)
        told = [row.shown for row in visit.summary(language) if len(row.shown) > 8 and row.page_id != "contact"]
        assert [text for text in [language.translate(visit.journey.title), *told] if text in words] == []


def test_nothing_given_elsewhere_is_offered_and_nothing_is_handed_on(pack: CouncilPack) -> None:
    known: dict[str, AnswerValue] = {"contact": "text", "phone": "07700 900123", "name": "Mair"}
    visit = crisis(pack, GIVEN, {"safe-to-contact": "yes"}, carried=known)
    assert visit.draft("contact") is None
    visit = visit.answer("contact", "text")
    assert visit.draft("mobile") is None
    visit = visit.answer("mobile", "07700 900456").answer("safe-when", ["any"]).answer("say-who", "yes")
    assert visit.draft("name") is None
    assert visit.answer("name", "Nia").carried == known
    assert visit.all_carried() == {}


@pytest.mark.parametrize(("answer", "told"), [("yes", "yes"), ("no", "no"), ("not-sure", "no")])
def test_the_council_is_told_whether_it_may_write_or_call(pack: CouncilPack, answer: str, told: str) -> None:
    visit = crisis(pack, GIVEN, SAFE if answer == "yes" else {"safe-to-contact": answer})
    assert visit.complete
    payload = payload_of(visit, header(visit))
    assert (payload.sensitive, payload.safe_to_contact, payload.urgent) == (True, told, True)
    asked = {item.question for item in payload.answers}
    assert ("mobile" in asked) is (answer == "yes")
    assert not asked & {"email", "phone", "letter-address"}


def test_where_it_is_not_safe_no_way_to_reach_them_is_asked(pack: CouncilPack) -> None:
    visit = crisis(pack, GIVEN, {"safe-to-contact": "not-sure"})
    assert [page.id for page in visit.path][-1] == "come-back"
    assert safe_to_contact({}) == ""
    assert payload_of(crisis(pack, GIVEN), header(visit)).safe_to_contact == ""


def test_other_journeys_stand_under_their_title(pack: CouncilPack) -> None:
    visit = Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    assert visit.heading(Language()) == "Report a missed bin"


_USE = '[[page]]\nuse = "safe-contact"\n'
_WRONG = [
    (_USE, '[[page]]\nuse = "how-to-reach-you"\n\n[[page]]\nuse = "where-to-write"\n', "sensitive = true",
     "nothing asks whether it is safe to contact people."),
    ('[[page]]\nid = "where"', '[[page]]\nid = "ring"\nkind = "phone"\nask = "What is the number there?"\n'
     'short = "Number"\n\n[[page]]\nid = "where"', 'kind = "phone"', "before it asks whether that is safe."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), _WRONG)
def test_a_sensitive_journey_that_does_not_ask_is_found(folder: Path, old: str, new: str, line: str, said: str) -> None:
    change(folder / CRISIS, old, new)
    [problem] = [problem for problem in problems_in(folder, CRISIS) if said in problem.what]
    assert (folder / CRISIS).read_text(encoding="utf-8").splitlines()[problem.line - 1] == line
