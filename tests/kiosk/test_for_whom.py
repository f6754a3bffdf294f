"""For oneself, one's child, somebody else or a business: what is asked first, and whose an answer is."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from broken_pack import change, problems_in

from kiosk.checking import check_pack
from kiosk.council_pack import CouncilPack
from kiosk.for_whom import pages_in_front, person_of, whose
from kiosk.journey import load_journey
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.page_views import page_view, question_view
from kiosk.submission import AnswerValue, Header
from kiosk.submitting import payload_of
from kiosk.visit import Visit

CARD = "journeys/library-card.toml"
AT_HOME = {"line1": "1 Mill Lane", "town": "Fairholme", "postcode": "FH1 4QT"}
FOR_ANN: dict[str, AnswerValue] = {
    "for-whom": "someone-else", "their-name": "Ann Other", "you-are": "friend", "they-agree": "yes",
}  # fmt: skip
CARD_AT_HOME: dict[str, AnswerValue] = {
    "wanted": "new", "library": "harrow-marsh", "has-address": "yes", "where": AT_HOME, "help": [],
    "contact": "text", "mobile": "07700 900123", "name": "Bob Helper",
}  # fmt: skip


def answered(visit: Visit, **answers: AnswerValue) -> Visit:
    for page, answer in answers.items():
        visit = visit.answer(page, answer)
    return visit


def card(pack: CouncilPack, *given: dict[str, AnswerValue], carried: Visit | None = None) -> Visit:
    now = datetime(2026, 11, 20, 19, tzinfo=pack.zone)
    visit = Visit(pack, pack.journeys["library-card"], now, carried=dict(carried.carried) if carried else {})
    for answers in given:
        visit = answered(visit, **answers)
    return visit


@pytest.mark.parametrize(
    ("named", "uses", "conditions"),
    [
        (["self"], [], []),
        (["self", "child"], ["for-whom", "for-a-child"], [{}, {"for-whom": {"is": "child"}}]),
        (["someone-else"], ["for-someone-else"], [{}]),
        (["business"], ["for-a-business"], [{}]),
        (
            ["self", "someone-else", "business"],
            ["for-whom", "for-someone-else", "for-a-business"],
            [{}, {"for-whom": {"is": "someone-else"}}, {"for-whom": {"is": "business"}}],
        ),
    ],
)
def test_what_stands_in_front(named: list[str], uses: list[str], conditions: list[dict[str, object]]) -> None:
    assert [page.use for page in pages_in_front(named)] == uses
    assert [page.when for page in pages_in_front(named)] == conditions


def test_it_is_asked_first_with_those_that_the_journey_names(pack: CouncilPack) -> None:
    visit = card(pack)
    assert visit.path[0].id == "for-whom"
    options = question_view(visit, visit.path[0], Language()).options
    assert [(option.value, option.label) for option in options] == [
        ("self", "Me"), ("child", "My child"), ("someone-else", "Somebody else"),
    ]  # fmt: skip
    assert "for-whom" not in [page.id for page in pack.journeys["missed-bin"].page]


@pytest.mark.parametrize(
    ("person", "first", "asked"),
    [
        ("self", "wanted", "What is the postcode where you live?"),
        ("child", "child-name", "What is the postcode where your child lives?"),
        ("someone-else", "their-name", "What is the postcode where they live?"),
    ],
)
def test_each_is_asked_in_words_of_their_own(pack: CouncilPack, person: str, first: str, asked: str) -> None:
    visit = card(pack, {"for-whom": person})
    assert visit.first_unanswered is not None
    assert visit.first_unanswered.id == first
    names: dict[str, AnswerValue] = {
        "child": {"child-name": "Cai"},
        "someone-else": {**FOR_ANN, "whose-contact": "mine"},
    }.get(person, {})  # type: ignore[assignment]
    visit = answered(visit, **names).answer("wanted", "new").answer("has-address", "yes")  # type: ignore[arg-type]
    assert visit.page_named("where").ask == asked


def test_without_their_agreement_it_ends_kindly_but_for_those_who_may_by_law(pack: CouncilPack) -> None:
    refused = card(pack, {**FOR_ANN, "they-agree": "no"})
    assert refused.ending is not None
    view = page_view(refused, refused.ending, Language())
    assert view.heading == "Please ask them first"
    assert view.contacts
    assert view.ways == (("screen:see-someone", "See someone"),)
    by_law = card(pack, {"for-whom": "someone-else", "their-name": "Ann Other", "you-are": "by-law"})
    assert by_law.first_unanswered is not None
    assert by_law.first_unanswered.id == "whose-contact"


@pytest.mark.parametrize(("whose_it_is", "asked"), [("mine", "your mobile"), ("theirs", "their mobile")])
def test_whose_phone_it_is_is_asked_and_said(pack: CouncilPack, whose_it_is: str, asked: str) -> None:
    visit = card(pack, FOR_ANN, {"whose-contact": whose_it_is}, CARD_AT_HOME)
    assert visit.complete
    assert visit.page_named("mobile").ask == f"What is {asked} number?"
    header = Header("", "", "", "library-card", 1, "self", "en", visit.now, True)
    payload = payload_of(visit, header)
    assert payload.for_whom == "someone-else"
    assert [item.answer for item in payload.answers if item.question == "their-name"] == ["Ann Other"]


def test_what_was_said_of_somebody_else_is_not_offered_as_ones_own(pack: CouncilPack) -> None:
    first = card(pack, FOR_ANN, {"whose-contact": "theirs"}, CARD_AT_HOME)
    mine = card(pack, {"for-whom": "self", "wanted": "new", "has-address": "yes", "contact": "text"}, carried=first)
    assert mine.draft("where") is None
    assert mine.draft("mobile") is None
    assert card(pack, {"for-whom": "self"}, carried=first).draft("contact") is None
    assert mine.answer("mobile", "07700 900124").draft("name") == "Bob Helper", "whoever stands here is still the same"


def test_what_is_ones_own_is_offered_when_helping_and_theirs_only_for_the_same_person(pack: CouncilPack) -> None:
    first = card(pack, FOR_ANN, {"whose-contact": "mine"}, CARD_AT_HOME)
    again: dict[str, AnswerValue] = {"wanted": "new", "has-address": "yes"}
    same = card(pack, FOR_ANN, {"whose-contact": "mine"}, again, carried=first)
    assert same.draft("where") == AT_HOME
    assert same.answer("contact", "text").draft("mobile") == "07700 900123"
    another = card(pack, {**FOR_ANN, "their-name": "Zoe Else", "whose-contact": "theirs"}, again, carried=first)
    assert another.draft("where") is None
    assert another.answer("contact", "text").draft("mobile") is None
    assert card(pack, {"for-whom": "self"}, again, carried=first).draft("where") is None
    assert card(pack, {"for-whom": "someone-else"}, carried=first).draft("their-name") == "Ann Other"


def test_a_childs_parent_is_told_and_a_childs_address_is_the_childs(pack: CouncilPack) -> None:
    first = card(pack, {"for-whom": "child", "child-name": "Cai"}, CARD_AT_HOME)
    assert set(first.carried) == {"child-name of child", "address of child Cai", "contact", "phone", "name"}


def test_a_saved_visit_offers_the_same_when_it_is_opened_again(pack: CouncilPack) -> None:
    visit = card(pack, FOR_ANN, {"whose-contact": "theirs"}, CARD_AT_HOME)
    assert visit.all_carried() == visit.carried
    assert set(visit.carried) == {
        "their-name of someone-else", "address of someone-else Ann Other", "contact of someone-else Ann Other",
        "phone of someone-else Ann Other", "name",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "named", "facts", "expected"),
    [
        (Page(), ["self"], {}, ""),
        (Page(), ["self", "child"], {}, ""),
        (Page(), ["business"], {}, "business Cafe"),
        (Page(whose="contact"), ["business"], {}, "business Cafe"),
        (Page(whose="you"), ["business"], {}, ""),
        (Page(), ["self", "business"], {"for-whom": "business"}, "business Cafe"),
        (Page(whose="contact"), ["someone-else"], {"whose-contact": "mine"}, ""),
        (Page(whose="contact"), ["someone-else"], {}, "someone-else"),
    ],
)
def test_whose_an_answer_is(page: Page, named: list[str], facts: dict[str, str], expected: str) -> None:
    assert whose(page, named, facts, {"business-name": "Cafe"}) == expected  # type: ignore[arg-type]
    assert person_of(named, facts) == facts.get("for-whom", named[0])  # type: ignore[arg-type]


def test_a_journey_for_a_business_alone_asks_for_it(folder: Path) -> None:
    change(folder / CARD, '["self", "child", "someone-else"]', '["business"]')
    text = (folder / CARD).read_text(encoding="utf-8")
    text = re.sub(r"\[\[page\.variant\]\]\nwhen = \{ for-whom = (.+\n)+\n\[page\.variant\.easy\]\n(.+\n)+\n", "", text)
    blocks = [block for block in text.split("\n\n") if "for-whom = {" not in block]
    (folder / CARD).write_text("\n\n".join(blocks), encoding="utf-8")
    journey = load_journey(folder / CARD)
    assert [page.id for page in journey.page][:2] == ["business-name", "business-role"]
    assert [problem.what for problem in problems_in(folder, CARD)] == []


def test_variants_of_shared_pages_stay_where_the_journey_asks_what_they_look_at(pack: CouncilPack) -> None:
    assert pack.journeys["library-card"].page_named("mobile").variant
    assert pack.journeys["missed-bin"].page_named("mobile").variant == []


_NAMED = 'for_whom = ["self", "child", "someone-else"]'
_WRONG = [
    (_NAMED, 'for_whom = []', "for_whom", "nobody is named whom it is for."),
    (_NAMED, 'for_whom = ["me"]', "for_whom", "'me' is not among what may stand here"),
    (_NAMED, 'for_whom = ["self"]', "for-whom", "no earlier page gives 'for-whom'."),
    (_NAMED, 'for_whom = ["self", "child"]', "for-whom", "'for-whom' is never 'someone-else'."),
    ('id = "where"\n', 'id = "where"\nwhose = "mine"\n', "whose", "'mine' is not among what may stand here"),
    ('carries = "address"', 'carries = "phone"', "carries", "what is carried as 'phone' is a"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), _WRONG)
def test_what_is_wrong_is_told_at_its_line(folder: Path, old: str, new: str, line: str, said: str) -> None:
    change(folder / CARD, old, new)
    found = [problem for problem in check_pack(folder) if said in problem.what]
    assert found, [problem.what for problem in check_pack(folder)]
    assert any(line in each.file.read_text(encoding="utf-8").splitlines()[each.line - 1] for each in found)


def test_a_pack_without_the_page_is_told_which_key_wants_it(folder: Path) -> None:
    (folder / "pages" / "for-a-child.toml").unlink()
    [problem] = [problem for problem in problems_in(folder, CARD) if "for-a-child" in problem.what]
    assert "for_whom = " in (folder / CARD).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert "for_whom" in problem.what
