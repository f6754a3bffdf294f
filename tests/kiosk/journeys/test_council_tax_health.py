"""Residents who may pay less council tax because of an illness, caring or a disability."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, heading, home, papers, printed, said_next, told

from kiosk.council_pack import CouncilPack

HEALTH = "council-tax-exemption"

ME: Story = {"for-whom": "self", "which": "mind", "who-is-it": "me", "born": "1951-03-02"}
PARENT: Story = {
    "for-whom": "self", "which": "carer", "who-is-it": "other", "person-name": "Ifan Llŷr", "born": "1938-03-02"
}  # fmt: skip
CHANGED: Story = {"for-whom": "self", "which": "changed", "who-is-it": "me", "born": "1951-03-02"}
ILLNESS: Story = {
    "doctor-said": "yes", "said-since": "2024-05-01", "benefit": "attendance", "others-who-count": "one",
    "doctor": "Mill Lane Surgery", "may-ask-doctor": True,
}  # fmt: skip
CARER: Story = {
    "carer-is": "other", "care-hours": "35", "care-benefit": "pip", "carer-name": "Nia Llŷr",
    "carer-since": "2025-01-06", "others-who-count": "one",
}  # fmt: skip
HOME: Story = {
    "changed-what": "bathroom", "how-it-helps": "A hoist only fits there", "changed-since": "2026-02-01",
    "may-visit": True,
}  # fmt: skip


def asked_for(pack: CouncilPack, *stories: Story, safe: bool = True, **answers: Any) -> Story:
    """Return the stories with the home, a safe way to reach them (or none), and that all is true."""
    reached: Story = {"contact": "text", "mobile": "07700 900123", "safe-when": ["any"], "say-who": True}
    told_all: dict[str, Any] = {}
    for story in stories:
        told_all |= story
    which = told_all["which"]
    return {
        **told_all, **{page: value for page, value in answers.items() if page in told_all}, "where": home(pack),
        "account": "not-sure", "bill-name": "Mair Llŷr", "safe-to-contact": safe, **(reached if safe else {}),
        "true": "yes", **({"referral-help-for-carers": False} if which == "carer" and safe else {}),
    }  # fmt: skip


def test_the_council_asks_the_doctor_where_it_may(pack: CouncilPack) -> None:
    visit = told(pack, HEALTH, asked_for(pack, ME, ILLNESS))
    assert said_next(visit).startswith("We ask the doctor ourselves. Our answer comes by Friday 18 December")
    assert said_next(visit, "cy").startswith("Rydym yn gofyn i’r meddyg ein hunain. Daw ein hateb erbyn")
    assert "within 20 working days" in said_next(visit, dated=False)
    assert papers(visit) == {"benefit"}


def test_where_it_may_not_the_form_comes_home(pack: CouncilPack) -> None:
    visit = told(pack, HEALTH, asked_for(pack, ME, ILLNESS, **{"may-ask-doctor": False}))
    assert said_next(visit).startswith("We send you a short form for the doctor")
    assert said_next(visit, "cy").startswith("Rydym yn anfon ffurflen fer atoch i’r meddyg")


def test_paper_says_nothing_of_it(pack: CouncilPack) -> None:
    for stories in ((ME, ILLNESS), (PARENT, CARER), (CHANGED, HOME)):
        paper = printed(told(pack, HEALTH, asked_for(pack, *stories))).casefold()
        assert not {word for word in ("council tax", "illness", "doctor", "disab", "carer", "bring") if word in paper}


def test_without_a_safe_way_the_answer_waits_at_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, HEALTH, asked_for(pack, ME, ILLNESS, safe=False))
    assert said_next(visit).startswith("Our answer will be ready by Friday 18 December. Ask at any desk")
    assert not {"mobile", "letter-address"} & asked(visit)


@pytest.mark.parametrize("said", ["not-yet", "not-sure"])
def test_before_a_doctor_said_so_it_goes_on(pack: CouncilPack, said: str) -> None:
    rest = {page: value for page, value in ILLNESS.items() if page not in ("doctor-said", "said-since")}
    visit = told(pack, HEALTH, asked_for(pack, ME, {"doctor-said": said}, rest))
    assert "doctor-can-say" in asked(visit)
    assert heading(visit, "doctor-can-say", "cy") == "Gall y meddyg ddweud hynny o hyd"


def test_without_a_benefit_that_comes_first(pack: CouncilPack) -> None:
    ill = told(pack, HEALTH, {**ME, "doctor-said": "not-yet", "benefit": "none"})
    care = told(pack, HEALTH, {**PARENT, "carer-is": "other", "care-hours": "60", "care-benefit": "none"})
    for visit in (ill, care):
        assert ended(visit) == "Please ask for one of these benefits first"
        assert ended(visit, "cy") == "Gofynnwch am un o’r budd-daliadau hyn yn gyntaf"


def test_with_two_more_adults_the_bill_stays(pack: CouncilPack) -> None:
    first = {page: value for page, value in ILLNESS.items() if page not in ("doctor", "may-ask-doctor")}
    visit = told(pack, HEALTH, {**ME, **first, "others-who-count": "more"})
    assert ended(visit) == "Two adults who count still live there"
    assert ended(visit, "cy") == "Mae dau oedolyn sy’n cyfrif yn dal i fyw yno"


@pytest.mark.parametrize(("hours", "enough"), [("34", False), ("35", True)])
def test_a_carer_cares_for_thirty_five_hours(pack: CouncilPack, hours: str, enough: bool) -> None:
    visit = told(pack, HEALTH, {**PARENT, "carer-is": "other", "care-hours": hours})
    assert ended(visit) == ("" if enough else "This is for 35 hours a week or more")
    assert ended(visit, "cy") == ("" if enough else "Mae hyn ar gyfer 35 awr yr wythnos neu fwy")


@pytest.mark.parametrize("carer", ["partner", "parent"])
def test_a_partner_or_parent_counts_all_the_same(pack: CouncilPack, carer: str) -> None:
    visit = told(pack, HEALTH, {**PARENT, "carer-is": carer})
    assert ended(visit) == "By law this carer still counts"
    assert ended(visit, "cy") == "Yn ôl y gyfraith mae’r gofalwr hwn yn cyfrif o hyd"


def test_a_carer_is_offered_help_and_shows_the_benefit(pack: CouncilPack) -> None:
    visit = told(pack, HEALTH, asked_for(pack, PARENT, CARER))
    assert papers(visit) == {"care-benefit"}
    assert said_next(visit).startswith("Our answer comes within 20 working days of the council getting your papers.")
    assert "referral-help-for-carers" in asked(visit)
    assert "referral-help-for-carers" not in asked(told(pack, HEALTH, asked_for(pack, PARENT, CARER, safe=False)))


@pytest.mark.parametrize(("visited", "needed"), [(True, set()), (False, {"changes"})])
def test_a_changed_home_is_seen_or_shown(pack: CouncilPack, visited: bool, needed: set[str]) -> None:
    visit = told(pack, HEALTH, asked_for(pack, CHANGED, HOME, **{"may-visit": visited}))
    assert papers(visit) == needed
    assert said_next(visit).startswith("We offer you two days for a short visit") is visited


def test_rails_and_ramps_change_nothing(pack: CouncilPack) -> None:
    visit = told(pack, HEALTH, {**CHANGED, "changed-what": "none"})
    assert ended(visit) == "One of these has to be there"
    assert ended(visit, "cy") == "Rhaid i un o’r rhain fod yno"


def test_a_son_asks_for_his_mother(pack: CouncilPack) -> None:
    first = {
        "for-whom": "someone-else", "their-name": "Mair Llŷr", "you-are": "by-law", "whose-contact": "mine",
        "which": "mind", "who-is-it": "me", "born": "1941-03-02",
    }  # fmt: skip
    story = asked_for(pack, first, ILLNESS)
    visit = told(pack, HEALTH, {page: value for page, value in story.items() if page != "bill-name"} | {"name": ""})
    assert "bill-name" not in asked(visit)
    assert visit.complete
