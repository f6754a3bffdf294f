"""People who say when the libraries should be open: without a name, and nobody has to say everything."""

from __future__ import annotations

from typing import Any

import pytest
from residents import asked, printed, said_next, told

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.language import Language
from kiosk.page_views import question_view


def an_answer(**more: Any) -> dict[str, Any]:
    """A whole answer of somebody who lives here; by page, with _ for -. None leaves a page out."""
    story: dict[str, Any] = {
        "answers-as": "resident", "group-called": None, "group-asked": None, "postcode-begins": "FH1",
        "library-used": "oldbrook", "kept-away": None, "visits": "month", "comes-for": ["books"], "comes-by": "bus",
        "best-time": "evening", "second-time": "sunday", "third-time": "early", "fewer-longer": "bad",
        "open-sunday": "good", "without-staff": "same", "without-staff-worry": None, "neighbours-turn": "very-good",
        "harder-because": [], "own-idea": "",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def test_an_answer_is_counted_and_the_results_have_a_day(pack: CouncilPack) -> None:
    visit = told(pack, "consultation", an_answer(own_idea="A bench by the door"))
    assert said_next(visit).startswith("Your answer is counted by Friday 18 December. The results stand in every")
    assert said_next(visit, "cy").startswith("Bydd eich ateb yn cael ei gyfrif erbyn dydd Gwener 18 Rhagfyr.")
    assert "within 20 working days" in said_next(visit, dated=False)
    assert "FH1" not in printed(visit)
    assert "bench" not in printed(visit)


def test_nobody_is_asked_for_a_name_or_how_to_be_reached(pack: CouncilPack) -> None:
    journey = pack.journeys["consultation"]
    assert not {page.kind for page in journey.page} & {"name", "phone", "email", "address", "date"}


def test_a_group_answers_for_many_and_its_people_for_themselves(pack: CouncilPack) -> None:
    story = an_answer(
        answers_as="group", group_called="Tuesday readers", group_asked="14", postcode_begins=None, library_used="none",
        kept_away=["hours"], visits=None, comes_for=None, comes_by=None,
    )  # fmt: skip
    visit = told(pack, "consultation", story)
    assert "You may answer once more for yourself." in said_next(visit)
    assert "Cewch ateb unwaith eto drosoch eich hun." in said_next(visit, "cy")


@pytest.mark.parametrize(("people", "taken"), [("0", False), ("1", True), ("5000", True), ("5001", False)])
def test_a_group_has_somebody_in_it(pack: CouncilPack, people: str, taken: bool) -> None:
    story = {"answers-as": "group", "group-called": "Tuesday readers", "group-asked": people}
    if taken:
        assert told(pack, "consultation", story).first_unanswered is not None
        return
    with pytest.raises(AnswerError):
        told(pack, "consultation", story)


@pytest.mark.parametrize(("library", "away"), [("none", True), ("llanhelyg", False)])
def test_whoever_uses_none_is_asked_what_keeps_them_away(pack: CouncilPack, library: str, away: bool) -> None:
    visit = told(pack, "consultation", {"answers-as": "visitor", "library-used": library})
    assert ("kept-away" in asked(visit)) is away
    assert ("visits" in asked(visit)) is not away


def test_the_same_time_is_not_chosen_twice(pack: CouncilPack) -> None:
    for same in ({"second_time": "evening"}, {"third_time": "evening"}, {"third_time": "sunday"}):
        with pytest.raises(AnswerError):
            told(pack, "consultation", an_answer(**same))


def test_a_time_that_was_chosen_is_not_offered_again(pack: CouncilPack) -> None:
    visit = told(pack, "consultation", an_answer())
    for code, gone in (
        ("en", "Weekdays from 6 to 8 in the evening"),
        ("cy", "Yn ystod yr wythnos o 6 tan 8 gyda’r nos"),
    ):
        labels = [
            [option.label for option in question_view(visit, visit.page_named(page), pack.language(code)).options]
            for page in ("best-time", "second-time", "third-time")
        ]
        assert [len(offered) for offered in labels] == [7, 6, 5]
        assert [gone in offered for offered in labels] == [True, False, False]


def test_whoever_changes_the_best_time_is_asked_again_for_what_is_now_the_same(pack: CouncilPack) -> None:
    visit = told(pack, "consultation", an_answer()).answer("best-time", "sunday")
    second = visit.first_unanswered
    assert second is not None
    assert second.id == "second-time"
    assert "sunday" not in [option.value for option in question_view(visit, second, Language()).options]
    assert visit.answer("second-time", "evening").complete


def test_one_time_is_enough(pack: CouncilPack) -> None:
    visit = told(pack, "consultation", an_answer(second_time="", third_time=None))
    assert visit.complete
    assert "third-time" not in asked(visit)


@pytest.mark.parametrize(
    ("without_staff", "worry"),
    [("very-bad", ["safe"]), ("bad", ["help", "door"]), ("same", None), ("good", None), ("very-good", None)],
)
def test_only_whoever_dislikes_it_is_asked_why(pack: CouncilPack, without_staff: str, worry: list[str] | None) -> None:
    story = an_answer(without_staff=without_staff, without_staff_worry=worry)
    visit = told(pack, "consultation", story)
    assert ("without-staff-worry" in asked(visit)) is (worry is not None)
    assert visit.complete


@pytest.mark.parametrize("page", ["fewer-longer", "open-sunday", "without-staff", "neighbours-turn"])
def test_every_idea_has_the_same_five_answers(pack: CouncilPack, page: str) -> None:
    visit = told(pack, "consultation", an_answer())
    for code, words in (("en", ["Very good", "I do not mind", "Very bad"]), ("cy", ["Da iawn", "Gwael iawn"])):
        shown = question_view(visit, visit.page_named(page), pack.language(code))
        labels = [option.label for option in shown.options]
        assert len(labels) == 5
        assert set(words) <= set(labels)


@pytest.mark.parametrize("who", ["resident", "visitor", "staff"])
def test_only_residents_are_asked_for_a_part_of_their_postcode(pack: CouncilPack, who: str) -> None:
    assert ("postcode-begins" in asked(told(pack, "consultation", {"answers-as": who}))) is (who == "resident")
