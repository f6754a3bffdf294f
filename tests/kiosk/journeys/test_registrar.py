"""Families who come to see the registrar: somebody has died, or was born."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, printed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.page_views import nudge_view

WHO_DIED: Story = {
    "died-name": "Gwilym Hywel Rees", "name-before": "", "born": "1938-04-03", "died-on": "2026-11-18",
    "died-at": "hospital", "died-place": "Marl Hospital",
}  # fmt: skip
WHEN: Story = {"office": "town-hall", "days-free": ["monday", "thursday"], "half-day": "any", "when-there": []}


def a_death(**more: Any) -> dict[str, Any]:
    """The whole story; more answers by page, with _ for -. None leaves a page out."""
    story: dict[str, Any] = {
        "died-in": "here", "coroner": "none", "doctor-paper": "told", "you-to-them": "relative", **WHO_DIED,
        "soon": "no", "funeral": "cremation", "director": "Lloyd", "certificates": "3", "tell-once": "yes", **WHEN,
        **by_text(), "full-name": "Mair Rees",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def without_answering(story: Story) -> dict[str, Any]:
    """The same story of somebody who asks at the desk."""
    rest = {page: answer for page, answer in story.items() if page not in ("contact", "mobile", "full-name")}
    return {**rest, **without_reply(), "full-name": "Mair Rees"}


def test_a_daughter_is_offered_two_times_by_the_next_working_day(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", a_death())
    assert said_next(visit).startswith("We offer you two times to choose from by Monday 23 November. Bring something")
    assert said_next(visit, "cy").startswith("Byddwn yn cynnig dau amser i chi ddewis ohonynt erbyn dydd Llun 23")
    assert "within 1 working day of the council getting this" in said_next(visit, dated=False)
    assert not urgent(visit)


def test_the_paper_says_where_and_what_to_bring_but_nobodys_name(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", a_death())
    for code, words in (("en", "Town Hall, Fairholme"), ("cy", "Neuadd y Dref, Fairholme")):
        paper = printed(visit, code)
        assert words in paper
        assert not any(name in paper for name in ("Gwilym", "Rees", "Marl Hospital", "Lloyd"))
    assert "their birth and marriage papers" in printed(visit)
    assert "papurau geni a phriodi" in printed(visit, "cy")


def test_it_begins_gently(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", {})
    assert visit.path[0].id == "sorry"


def test_whoever_asks_at_the_desk_finds_the_times_there(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", without_answering(a_death()))
    assert said_next(visit).startswith("Two times to choose from will be at the desk here by Monday 23 November")
    assert said_next(visit, "cy").startswith("Bydd dau amser i ddewis ohonynt wrth y ddesg")


@pytest.mark.parametrize("paper", ["not-yet", "not-sure"])
def test_without_a_call_of_the_medical_examiner_we_ask_for_the_paper(pack: CouncilPack, paper: str) -> None:
    visit = told(pack, "register-death", a_death(doctor_paper=paper))
    assert said_next(visit).startswith("We ask for the doctor’s paper by Monday 23 November. As soon as it is here")
    assert "You are not late." in said_next(visit)
    assert "Nid ydych yn hwyr." in said_next(visit, "cy")
    desk = told(pack, "register-death", without_answering(a_death(doctor_paper=paper)))
    assert "ask at any desk of ours" in said_next(desk)


@pytest.mark.parametrize(("soon", "first"), [("yes", True), ("no", False)])
def test_a_funeral_within_three_days_comes_first(pack: CouncilPack, soon: str, first: bool) -> None:
    visit = told(pack, "register-death", a_death(soon=soon))
    assert urgent(visit) is first
    assert ("soon-now" in asked(visit)) is first
    assert ("before all others, by Monday 23 November" in said_next(visit)) is first
    assert ("wedi’i nodi’n un brys" in said_next(visit, "cy")) is first
    assert ("do it now" in said_next(visit, dated=False)) is first


def test_an_early_funeral_counts_more_than_a_paper_that_is_not_here(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", a_death(soon="yes", doctor_paper="not-yet"))
    assert said_next(visit).startswith("Your request is marked as urgent.")


def test_what_happened_elsewhere_in_england_or_wales_is_sent_there(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", a_death(died_in="other-district"))
    assert "sends it to where they died" in said_next(visit)
    assert "yn ei anfon i’r ardal lle buont farw" in said_next(visit, "cy")


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"died-in": "scotland-ireland"}, "An office there registers it", "Swyddfa yno sy’n ei chofrestru"),
        ({"died-in": "abroad"}, "The country where they died registers it",
         "Y wlad lle buont farw sy’n ei chofrestru"),
        ({"died-in": "here", "coroner": "looking"}, "The coroner has to finish first",
         "Rhaid i’r crwner orffen yn gyntaf"),
        ({"died-in": "here", "coroner": "finished", "you-to-them": "none"},
         "Somebody who was nearer to them has to come", "Rhaid i rywun a oedd yn nes atyn nhw ddod"),
    ],
)  # fmt: skip
def test_what_cannot_be_registered_here_today(pack: CouncilPack, answers: Story, english: str, welsh: str) -> None:
    visit = told(pack, "register-death", answers)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)
    assert visit.ending is not None
    assert visit.ending.contacts == ["registrar"]


def test_after_a_coroner_no_medical_examiner_is_asked_about(pack: CouncilPack) -> None:
    visit = told(pack, "register-death", a_death(coroner="finished", doctor_paper=None))
    assert visit.complete
    assert "doctor-paper" not in asked(visit)
    assert "doctor-paper" in asked(told(pack, "register-death", {"died-in": "here", "coroner": "not-sure"}))


@pytest.mark.parametrize("who", ["partner", "relative", "present", "executor", "arranging", "manager"])
def test_all_whom_the_law_names_may_come(pack: CouncilPack, who: str) -> None:
    assert told(pack, "register-death", a_death(you_to_them=who)).complete


def test_taking_somebody_abroad_needs_the_coroner(pack: CouncilPack) -> None:
    assert "coroner-for-abroad" in asked(told(pack, "register-death", a_death(funeral="taken-abroad")))
    assert "coroner-for-abroad" not in asked(told(pack, "register-death", a_death(funeral="burial")))


@pytest.mark.parametrize(("number", "taken"), [("0", True), ("20", True), ("21", False), ("-1", False)])
def test_from_none_to_twenty_certificates(pack: CouncilPack, number: str, taken: bool) -> None:
    if taken:
        assert told(pack, "register-death", a_death(certificates=number)).complete
        return
    with pytest.raises(AnswerError):
        told(pack, "register-death", a_death(certificates=number))


@pytest.mark.parametrize(("day", "taken"), [("2026-11-20", True), ("2026-11-21", False)])
def test_nobody_died_tomorrow(pack: CouncilPack, day: str, taken: bool) -> None:
    if taken:
        assert told(pack, "register-death", a_death(died_on=day)).complete
        return
    with pytest.raises(AnswerError):
        told(pack, "register-death", a_death(died_on=day))


def a_birth(**more: Any) -> dict[str, Any]:
    """The whole story of one baby of two parents who are married."""
    story: dict[str, Any] = {
        "which-birth": "one", "born-in": "here", "you-to-baby": "mother", "parents": "married", "born": "2026-11-09",
        "born-at": "hospital", "born-place": "Marl Hospital", "baby-name": "Nia Wyn", "register-in-welsh": None,
        "certificates": "1", "needed-by": "", **WHEN, **by_text(), "full-name": "Mair Rees",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def test_new_parents_are_offered_two_times_within_two_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "register-birth", a_birth())
    assert said_next(visit).startswith("We offer you two times to choose from by Tuesday 24 November. You can take")
    assert said_next(visit, "cy").startswith("Byddwn yn cynnig dau amser i chi ddewis ohonynt erbyn dydd Mawrth 24")
    assert "Nia" not in printed(visit)
    assert "llyfr coch y babi" in printed(visit, "cy")


def test_new_parents_may_ask_at_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, "register-birth", without_answering(a_birth()))
    assert said_next(visit).startswith("Two times to choose from will be at the desk here by Tuesday 24 November.")


@pytest.mark.parametrize("land", ["england", "wales"])
def test_a_birth_elsewhere_is_sent_there(pack: CouncilPack, land: str) -> None:
    visit = told(pack, "register-birth", a_birth(born_in=land, register_in_welsh=True if land == "wales" else None))
    assert "We send what you say to where the baby was born." in said_next(visit)
    assert "i’r ardal lle ganwyd y babi" in said_next(visit, "cy")
    assert ("register-in-welsh" in asked(visit)) is (land == "wales")


@pytest.mark.parametrize(
    ("born", "late", "very_late"),
    [
        ("2026-10-09", False, False),  # 42 days
        ("2026-10-08", True, False),  # 43 days
        ("2025-11-20", True, False),  # 365 days
        ("2025-11-19", True, True),  # 366 days
    ],
)
def test_nobody_is_scolded_after_42_days_and_after_a_year_the_national_office_is_asked(
    pack: CouncilPack, born: str, late: bool, very_late: bool
) -> None:
    visit = told(pack, "register-birth", a_birth(born=born))
    assert ("later-than-usual" in asked(visit)) is late
    assert ("the registrar has to ask the national office" in said_next(visit)) is very_late
    assert ("ofyn i’r swyddfa genedlaethol" in said_next(visit, "cy")) is very_late


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"which-birth": "lost"}, "We are so sorry", "Mae’n ddrwg iawn gennym"),
        ({"which-birth": "one", "born-in": "scotland-ireland"}, "An office there registers the birth",
         "Swyddfa yno sy’n cofrestru’r enedigaeth"),
        ({"which-birth": "one", "born-in": "abroad"}, "The country where the baby was born registers it",
         "Y wlad lle ganwyd y babi sy’n ei gofrestru"),
        ({"which-birth": "one", "born-in": "here", "you-to-baby": "other"}, "By law a parent has to come",
         "Yn ôl y gyfraith rhaid i riant ddod"),
        ({"which-birth": "one", "born-in": "here", "you-to-baby": "parent", "parents": "one-name"},
         "For one name the mother has to come", "Ar gyfer un enw rhaid i’r fam ddod"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_here(pack: CouncilPack, answers: Story, english: str, welsh: str) -> None:
    visit = told(pack, "register-birth", answers)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)
    assert visit.ending is not None
    assert "registrar" in visit.ending.contacts


def test_parents_of_a_baby_who_died_are_asked_nothing_more(pack: CouncilPack) -> None:
    visit = told(pack, "register-birth", {"which-birth": "lost"})
    assert asked(visit) == {"which-birth", "a-baby-who-died"}


def test_a_mother_may_come_alone_for_her_name(pack: CouncilPack) -> None:
    assert told(pack, "register-birth", a_birth(parents="one-name")).complete


@pytest.mark.parametrize(("together", "told_how"), [(True, False), (False, True)])
def test_parents_who_cannot_come_together_hear_of_the_paper(pack: CouncilPack, together: bool, told_how: bool) -> None:
    begin: Story = {"which-birth": "one", "born-in": "here", "you-to-baby": "parent", "parents": "both-names"}
    assert ("one-comes" in asked(told(pack, "register-birth", {**begin, "both-come": together}))) is told_how


def test_twins_have_their_times(pack: CouncilPack) -> None:
    visit = told(pack, "register-birth", {"which-birth": "twins", "born-in": "here", "you-to-baby": "mother"})
    assert visit.answer("parents", "married").answer("born", "2026-11-09").first_unanswered is not None
    assert "birth-times" in asked(visit)
    assert "birth-times" not in asked(told(pack, "register-birth", a_birth()))


@pytest.mark.parametrize(("number", "wanted"), [("0", False), ("1", True)])
def test_only_whoever_takes_a_certificate_is_asked_for_a_day(pack: CouncilPack, number: str, wanted: bool) -> None:
    visit = told(pack, "register-birth", a_birth(certificates=number, needed_by="2026-12-01" if wanted else None))
    assert ("needed-by" in asked(visit)) is wanted
    assert visit.complete


@pytest.mark.parametrize(
    ("day", "taken"), [("2026-11-20", True), ("2026-11-19", False), ("2027-11-20", True), ("2027-11-21", False)]
)
def test_a_certificate_can_be_needed_within_a_year(pack: CouncilPack, day: str, taken: bool) -> None:
    if taken:
        assert told(pack, "register-birth", a_birth(needed_by=day)).complete
        return
    with pytest.raises(AnswerError):
        told(pack, "register-birth", a_birth(needed_by=day))


def test_the_nudge_about_nappies_is_for_homes_here(pack: CouncilPack) -> None:
    for land, nudged in (("here", True), ("england", False)):
        visit = told(pack, "register-birth", a_birth(born_in=land))
        shown = nudge_view(visit, pack.language("en"))
        assert (shown is not None) is nudged
