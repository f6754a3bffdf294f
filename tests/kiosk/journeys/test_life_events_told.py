"""Residents to whom something large happened, and who tell it once."""

from __future__ import annotations

from typing import Any

import pytest
from residents import CODE, Story, asked, ended, home, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.next_steps import next_words
from kiosk.receipt_words import Place, receipt_for_all
from kiosk.together import cut
from kiosk.visit import Visit

ELSEWHERE = {"line1": "4 Quay Street", "town": "Northport", "postcode": "NP1 4QT"}
BINS = {
    "able": "nobody", "hard": ["remembering"], "how-long": "year", "bins-stand": "front", "way": [],
    "crew-may-know": "no",
}  # fmt: skip


def of(part: str, answers: Story) -> dict[str, Any]:
    """Return answers to pages of a part by their names in the event."""
    return {f"{part}--{page}": answer for page, answer in answers.items()}


def parts(visit: Visit) -> dict[str, Visit]:
    return {part.journey.id: part for part in cut(visit)}


def paper(visit: Visit, code: str = "en") -> str:
    """Return the words of the one receipt, in one line."""
    place = Place("Central Library", "https://fairholme.example")
    lines = receipt_for_all(visit, [(part, CODE) for part in cut(visit)], visit.pack.language(code), place, visit.now)
    return " ".join(line.text for line in lines.lines)


def promised(part: Visit, code: str = "en") -> str:
    return next_words(part, part.pack.language(code), sent_at=part.now, dated=True).text


def moved(pack: CouncilPack, *wanted: str, also: Story) -> Visit:
    """Return the visit of somebody who moved into Fairholme last week, and rents."""
    here = home(pack)
    own = {
        "direction": "in", "moved-on": "2026-11-14", "new-home": here, "to-do": list(wanted), "also-tell": ["voting"],
        "full-name": "Mair Llŷr", **without_reply(),
    }  # fmt: skip
    tax = {
        "who-pays": "me", "came-from": ELSEWHERE, "new-is": "private", "yours-from": "2026-11-10",
        "new-landlord": "Otter Lettings", "moved-along": [], "only-adult": "no",
    }  # fmt: skip
    return told(pack, "moved-home", {**own, **of("change-address", tax), **also})


def test_who_moved_here_tells_the_new_home_once_and_gets_a_code_from_each_team(pack: CouncilPack) -> None:
    also = {
        **of("new-bin", {"wanted": "none", "which": ["recycling"], "leave-at": "front"}),
        **of("library-card", {"library": "harrow-marsh", "help": []}),
    }
    visit = moved(pack, "bins", "library", also=also)
    found = parts(visit)
    assert set(found) == {"change-address", "new-bin", "library-card"}
    assert {str(part.valid_answers()["where"]) for part in found.values()} == {str(home(pack))}
    assert found["change-address"].valid_answers()["also-tell"] == ["voting"]
    assert "your first bill by Friday 4 December" in promised(found["change-address"])
    said = paper(visit)
    for title in ("Tell us that you moved home", "Ask for a bin, or a bigger one", "Join the library"):
        assert title in said
    assert "Mair" not in said
    assert "You sent 3 things. Each has its own code." in said
    assert "Anfonwyd 3 pheth gennych." in paper(visit, "cy")


def test_who_leaves_is_asked_for_the_old_home_alone(pack: CouncilPack) -> None:
    own = {"direction": "out", "moved-on": "2026-11-14", "full-name": "Mair Llŷr", **without_reply()}
    visit = told(pack, "moved-home", own)
    assert visit.first_unanswered is not None
    assert visit.first_unanswered.id == "change-address--who-pays"
    assert {page.id.partition("--")[0] for page in visit.path if "--" in page.id} == {"change-address"}


def test_where_the_landlord_pays_the_other_teams_still_get_their_forms(pack: CouncilPack) -> None:
    own = {
        "direction": "in", "moved-on": "2026-11-14", "new-home": home(pack), "to-do": ["library"], "also-tell": [],
        "full-name": "Mair Llŷr", **without_reply(), "change-address--who-pays": "landlord",
        "library-card--library": "harrow-marsh", "library-card--help": [],
    }  # fmt: skip
    visit = told(pack, "moved-home", own)
    assert "change-address--landlord-pays" in {page.id for page in visit.path}
    assert set(parts(visit)) == {"library-card"}


def test_a_car_of_the_new_home_gets_its_permit_from_the_same_address(pack: CouncilPack) -> None:
    visit = moved(pack, "parking", also={})
    assert visit.first_unanswered is not None
    asked = [page.id for page in visit.path if page.id.startswith("parking-permit--")]
    assert not {"parking-permit--where", "parking-permit--name", "parking-permit--wanted"} & set(asked)
    assert asked[-1] == "parking-permit--true"


def after_a_death(pack: CouncilPack, lives_there: str, also: Story, **own: Any) -> Visit:
    """Return the visit of somebody whose partner died a week ago, registered by now."""
    usual: dict[str, Any] = {
        "registered": "yes", "lives-there": lives_there, "bins-now": "no", "died-name": "Gwen Hughes",
        "died-on": "2026-11-13", "where": home(pack), "full-name": "Emrys Hughes", **without_reply(),
    } | own  # fmt: skip
    given = {page: answer for page, answer in usual.items() if answer is not None}
    return told(pack, "someone-died", {**given, **also})


def test_who_lives_alone_now_pays_less_and_says_nothing_twice(pack: CouncilPack) -> None:
    tax = {"yourself": "none", "rest-hard": "no", "account": "12345674", "bill-name": "Gwen Hughes"}
    visit = after_a_death(pack, "alone", {**of("council-tax-one-adult", tax), "council-tax-one-adult--true": True})
    [part] = parts(visit).values()
    given = part.valid_answers()
    assert (given["who-left"], given["since"], given["what-changed"]) == ("Gwen Hughes", "2026-11-13", "died")
    assert [page.ask for page in visit.path].count("We are sorry for your loss") == 1


def test_who_needs_help_with_the_bins_now_gets_it_with_the_rest(pack: CouncilPack) -> None:
    visit = after_a_death(pack, "more", of("help-with-bins", BINS), **{"bins-now": "yes"})
    assert set(parts(visit)) == {"help-with-bins"}


def test_an_empty_home_is_told_to_council_tax(pack: CouncilPack) -> None:
    visit = after_a_death(pack, "nobody", {}, **{"bins-now": None})
    assert visit.first_unanswered is not None
    assert visit.first_unanswered.id == "council-tax-empty-home--probate"


@pytest.mark.parametrize(
    ("code", "heading"),
    [("en", "You need not fill in anything here"), ("cy", "Nid oes angen i chi lenwi dim yma")],
)
def test_where_all_is_done_already_that_is_said_before_more_is_asked(
    pack: CouncilPack, code: str, heading: str
) -> None:
    for lives_there, bins in (("others", {}), ("more", {"bins-now": "no"})):
        visit = told(pack, "someone-died", {"registered": "yes", "lives-there": lives_there, **bins})
        assert ended(visit, code) == heading
        assert len(asked(visit)) <= 5
    to_register = told(pack, "someone-died", {"registered": "no", "lives-there": "others"})
    assert ended(to_register, code) == ""


def test_a_larger_bin_for_nappies_is_asked_for_without_asking_why(pack: CouncilPack) -> None:
    own = {"to-do": ["nappies"], "where": home(pack), "full-name": "Siân Pugh", **without_reply()}
    visit = told(pack, "new-baby", {**own, **of("new-bin", {"which": ["rubbish"], "people": "3", "leave-at": "front"})})
    [part] = parts(visit).values()
    assert (part.valid_answers()["wanted"], part.valid_answers()["larger-for"]) == ("more", ["nappies"])
    assert "by Friday 4 December" in promised(part)


def test_a_birth_is_registered_and_a_library_card_offered_after_it(pack: CouncilPack) -> None:
    visit = told(pack, "new-baby", {"to-do": ["register"], "full-name": "Siân Pugh", **without_reply()})
    assert visit.first_unanswered is not None
    assert visit.first_unanswered.id == "register-birth--which-birth"


def test_a_card_is_made_for_the_child_who_starts_school(pack: CouncilPack) -> None:
    own = {
        "child-name": "Eira Pugh", "to-do": ["library"], "where": home(pack), "your-full-name": "Siân Pugh",
        **without_reply(),
    }  # fmt: skip
    visit = told(pack, "starting-school", {**own, **of("library-card", {"library": "harrow-marsh", "help": []})})
    [part] = parts(visit).values()
    assert (part.facts["for-whom"], part.valid_answers()["child-name"]) == ("child", "Eira Pugh")


def test_the_day_of_birth_is_asked_once_and_too_young_a_child_still_gets_a_card(pack: CouncilPack) -> None:
    own = {
        "child-name": "Eira Pugh", "to-do": ["place", "library"], "born": "2024-05-03", "where": home(pack),
        "your-full-name": "Siân Pugh", **without_reply(), "library-card--library": "harrow-marsh",
        "library-card--help": [],
    }  # fmt: skip
    visit = told(pack, "starting-school", own)
    assert "school-first--too-young" in {page.id for page in visit.path}
    assert set(parts(visit)) == {"library-card"}
