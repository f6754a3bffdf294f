"""People who ask what the council keeps about them, about their child, or about somebody they act for."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, papers, printed, routed, said_next, told, urgent

from kiosk.council_pack import CouncilPack

SAFE: Story = {
    "safe-to-contact": True, "contact": "text", "mobile": "07700 900123", "safe-when": ["any"], "say-who": True,
}  # fmt: skip


def my_file(pack: CouncilPack, **more: Any) -> dict[str, Any]:
    """The story of somebody's own housing file, up to the declaration; by page, with _ for -. None leaves one out."""
    story: dict[str, Any] = {
        "whose-file": "mine", "right-to-act": None, "file-name": None, "born": "1971-05-02", "child-agrees": None,
        "which-kept": ["housing"], "with-somebody": None, "picture-day": None, "picture-place": None,
        "picture-look": None, "which-years": "six", "between": None, "looking-for": "", "names-before": "Mair Hughes",
        "where": home(pack), "given-how": "desk", "full-name": "Mair Rees", "true": "yes",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def test_with_the_papers_today_it_is_here_in_twenty_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "my-information", {**my_file(pack), **SAFE})
    assert "If you do it today, it is at the desk here by Friday 18 December." in said_next(visit)
    assert "bydd wrth y ddesg yma erbyn dydd Gwener 18 Rhagfyr" in said_next(visit, "cy")
    assert "The law gives us one month" in said_next(visit)
    assert papers(visit) == {"photo", "address"}


@pytest.mark.parametrize(
    ("given_how", "english", "welsh"),
    [
        ("large", "it is at the desk here by", "bydd wrth y ddesg yma"),
        ("read", "the files are ready for you to read by", "bydd y ffeiliau’n barod i chi eu darllen"),
        ("post", "you have what we keep by", "byddwch yn cael yr hyn a gadwn"),
        ("email", "you have what we keep by", "byddwch yn cael yr hyn a gadwn"),
    ],
)
def test_it_comes_in_the_way_that_they_chose(pack: CouncilPack, given_how: str, english: str, welsh: str) -> None:
    where_to = {"post": {"post-to": home(pack)}, "email": {"file-to": "mair@example.org"}}.get(given_how, {})
    visit = told(pack, "my-information", {**my_file(pack, given_how=given_how), **SAFE, **where_to})
    assert english in said_next(visit)
    assert welsh in said_next(visit, "cy")


def test_an_e_mail_address_that_was_given_is_not_asked_for_again(pack: CouncilPack) -> None:
    safe = {"safe-to-contact": True, "contact": "email", "email": "mair@example.org", "safe-when": ["any"]}
    visit = told(pack, "my-information", {**my_file(pack, given_how="email"), **safe, "say-who": False})
    assert visit.complete
    assert "file-to" not in asked(visit)


@pytest.mark.parametrize("safe", [False, "not-sure"])
@pytest.mark.parametrize("given_how", ["post", "email"])
def test_nothing_is_sent_where_that_is_not_safe(pack: CouncilPack, given_how: str, safe: str | bool) -> None:
    visit = told(pack, "my-information", {**my_file(pack, given_how=given_how), "safe-to-contact": safe})
    assert "it is at the desk here by" in said_next(visit)
    assert not asked(visit) & {"contact", "post-to", "file-to"}


@pytest.mark.parametrize("code", ["en", "cy"])
def test_the_paper_does_not_say_what_it_is_about(pack: CouncilPack, code: str) -> None:
    story = my_file(pack, which_kept=["care"], with_somebody="worker")
    paper = printed(told(pack, "my-information", {**story, **SAFE}), code).casefold()
    assert not any(word in paper for word in ("file", "keep about", "care", "mair", "photo", "ffeil", "gadw am"))


@pytest.mark.parametrize(("born", "may_decide"), [("2013-11-21", False), ("2013-11-20", True)])
def test_from_thirteen_on_a_child_is_asked(pack: CouncilPack, born: str, may_decide: bool) -> None:
    begin: Story = {"whose-file": "child", "file-name": "Nia Rees", "born": born}
    assert ("child-agrees" in asked(told(pack, "my-information", begin))) is may_decide
    if may_decide:
        refused = told(pack, "my-information", {**begin, "child-agrees": False})
        assert ended(refused) == "Please talk with your child first"
        assert ended(refused, "cy") == "Siaradwch â’ch plentyn yn gyntaf"


@pytest.mark.parametrize(("born", "needs"), [("2020-01-01", {"photo", "child"}),
                                             ("2010-01-01", {"photo", "child", "child-says-yes"})])  # fmt: skip
def test_a_parent_brings_the_papers_of_the_child(pack: CouncilPack, born: str, needs: set[str]) -> None:
    agrees = True if born < "2013" else None
    story = my_file(pack, whose_file="child", file_name="Nia Rees", born=born, child_agrees=agrees)
    assert papers(told(pack, "my-information", {**story, **SAFE})) == needs


@pytest.mark.parametrize(("right", "paper"), [("letter", "signed-letter"), ("order", "order")])
def test_whoever_acts_for_somebody_shows_that_they_may(pack: CouncilPack, right: str, paper: str) -> None:
    story = my_file(pack, whose_file="other", right_to_act=right, file_name="Alun Rees")
    visit = told(pack, "my-information", {**story, **SAFE})
    assert papers(visit) == {"photo", paper}
    assert visit.page_named("born").ask == "What is their date of birth?"


def test_without_a_right_only_they_may_see_it(pack: CouncilPack) -> None:
    visit = told(pack, "my-information", {"whose-file": "other", "right-to-act": "none"})
    assert ended(visit) == "Without that, only they may see it"
    assert ended(visit, "cy") == "Heb hynny, dim ond nhw gaiff ei weld"


@pytest.mark.parametrize(
    ("day", "soon", "told_so"),
    [("2026-10-20", True, False), ("2026-10-19", False, True), ("2026-11-20", True, False)],
)
def test_pictures_are_looked_for_before_they_are_deleted(
    pack: CouncilPack, day: str, soon: bool, told_so: bool
) -> None:
    story = my_file(
        pack, which_kept=["pictures"], picture_day=day, picture_place="Market Square at 3", picture_look="A red coat",
        which_years=None,
    )  # fmt: skip
    visit = told(pack, "my-information", {**story, **SAFE})
    assert urgent(visit) is soon
    assert ("pictures-kept" in asked(visit)) is told_so
    assert routed(visit) == "cameras"


def test_a_care_file_goes_to_those_who_know_them(pack: CouncilPack) -> None:
    story = my_file(pack, which_kept=["housing", "care"], with_somebody="worker")
    visit = told(pack, "my-information", {**story, **SAFE})
    assert routed(visit) == "care-files"
    assert routed(told(pack, "my-information", {**my_file(pack), **SAFE})) == "information-rights"


@pytest.mark.parametrize("none", ["no-fixed", "withheld"])
def test_without_an_address_no_bill_is_asked_for(pack: CouncilPack, none: str) -> None:
    visit = told(pack, "my-information", {**my_file(pack, where={"none": none}), **SAFE})
    assert papers(visit) == {"photo"}


def test_two_days_can_be_named(pack: CouncilPack) -> None:
    story = my_file(pack, which_years="between", between={"from": "2019-01-01", "to": "2020-06-30"})
    assert told(pack, "my-information", {**story, **SAFE}).complete
