"""Residents with a garden, who would like a green bin emptied."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, papers, printed, said_next, told

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.page_views import page_view


def with_sacks(pack: CouncilPack) -> dict[str, str]:
    """A home whose rubbish is fetched in bags."""
    return {"uprn": next(each.uprn for each in pack.gazetteer.all_addresses() if "rubbish-sacks" in each.bins)}


def a_garden(pack: CouncilPack, **more: Any) -> dict[str, Any]:
    """The story of a garden of one's own, up to how to pay; by page, with _ for -. None leaves a page out."""
    story: dict[str, Any] = {
        "where": home(pack), "bin-place": "own", "looks-after": None, "joins": "first", "old-sticker": None,
        "green-bins": "2", "bins-to-bring": "2", "shared-with": False, "put-out-at": None, "help-with-tax": "no",
        "pay-how": "desk",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def to_the_end(story: Story) -> dict[str, Any]:
    """The story with a text message wanted, and a name."""
    reached: Story = {"pay-mobile": "07700 900123"} if story["pay-how"] == "phone" else by_text()
    return {**story, **reached, "full-name": "Mair Rees"}


@pytest.mark.parametrize(
    ("pay_how", "english", "welsh"),
    [
        ("desk", "Pay at the desk here with this code. If you pay today, your stickers come by Friday 4 December",
         "Talwch wrth y ddesg yma gyda’r cod hwn. Os talwch heddiw, daw eich sticeri erbyn dydd Gwener 4 Rhagfyr"),
        ("phone", "A text with a link to pay comes by the next working day.", "Daw neges destun â dolen i dalu"),
        ("shop", "A slip to pay with in a shop comes by post in about three days. Your stickers come within 10 working",
         "Daw slip i dalu mewn siop drwy’r post"),
    ],
)  # fmt: skip
def test_paying_comes_first_in_the_way_that_they_chose(
    pack: CouncilPack, pay_how: str, english: str, welsh: str
) -> None:
    visit = told(pack, "garden-waste", to_the_end(a_garden(pack, pay_how=pay_how)))
    assert said_next(visit).startswith(english)
    assert said_next(visit, "cy").startswith(welsh)
    assert "From December to February nothing is fetched." in printed(visit)
    assert "Mair" not in printed(visit)


def test_whoever_pays_by_phone_is_asked_for_one_number_only(pack: CouncilPack) -> None:
    visit = told(pack, "garden-waste", to_the_end(a_garden(pack, pay_how="phone")))
    assert not asked(visit) & {"contact", "mobile", "phone"}
    assert "pay-mobile" not in asked(told(pack, "garden-waste", to_the_end(a_garden(pack))))


def test_homes_with_bags_cannot_join_and_are_told_where_to_go(pack: CouncilPack) -> None:
    visit = told(pack, "garden-waste", {"where": with_sacks(pack)})
    assert ended(visit) == "The lorry for green bins does not come to this street"
    assert ended(visit, "cy") == "Nid yw’r lori biniau gwyrdd yn dod i’r stryd hon"


def test_an_address_that_we_do_not_know_can_join(pack: CouncilPack) -> None:
    typed = {"line1": "14 Mill Street", "town": "Fairholme", "postcode": "FH1 4QT"}
    assert not ended(told(pack, "garden-waste", {"where": typed}))


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"bin-place": "nowhere"}, "Without a place for it, a bin would be in the way",
         "Heb le iddo, byddai bin yn y ffordd"),
        ({"bin-place": "shared", "looks-after": False}, "Please ask the others in the building first",
         "Gofynnwch i’r lleill yn yr adeilad yn gyntaf"),
    ],
)  # fmt: skip
def test_a_bin_needs_a_place_and_those_who_share_it(
    pack: CouncilPack, answers: Story, english: str, welsh: str
) -> None:
    visit = told(pack, "garden-waste", {"where": home(pack), **answers})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


def test_flats_that_agreed_can_join(pack: CouncilPack) -> None:
    story = a_garden(pack, bin_place="shared", looks_after=True, shared_with=None)
    assert told(pack, "garden-waste", to_the_end(story)).complete


@pytest.mark.parametrize(("number", "taken"), [("0", False), ("1", True), ("4", True), ("5", False)])
def test_from_one_to_four_bins(pack: CouncilPack, number: str, taken: bool) -> None:
    story = a_garden(pack, green_bins=number, bins_to_bring="0")
    if taken:
        assert told(pack, "garden-waste", to_the_end(story)).complete
        return
    with pytest.raises(AnswerError):
        told(pack, "garden-waste", story)


@pytest.mark.parametrize(("number", "taken"), [("-1", False), ("0", True), ("4", True), ("5", False)])
def test_up_to_four_bins_are_brought(pack: CouncilPack, number: str, taken: bool) -> None:
    story = a_garden(pack, green_bins="4", bins_to_bring=number)
    if taken:
        assert told(pack, "garden-waste", to_the_end(story)).complete
        return
    with pytest.raises(AnswerError):
        told(pack, "garden-waste", story)


@pytest.mark.parametrize(
    ("helped", "english", "welsh", "paper"),
    [
        ("yes", "It costs you £26 a year for each bin", "Mae’n costio £26 y flwyddyn i chi am bob bin", True),
        ("no", "It costs £52 a year for each bin", "Mae’n costio £52 y flwyddyn am bob bin", False),
        ("not-sure", "It costs £52 a year for each bin", "Mae’n costio £52 y flwyddyn am bob bin", False),
    ],
)
def test_half_the_price_with_help_for_council_tax(
    pack: CouncilPack, helped: str, english: str, welsh: str, paper: bool
) -> None:
    visit = told(pack, "garden-waste", to_the_end(a_garden(pack, help_with_tax=helped)))
    page = visit.page_named("yearly")
    shown = page_view(visit, page, pack.language("en"))
    assert shown.heading == english
    assert shown.text[0].startswith("Green bins to empty: 2.")
    assert page_view(visit, page, pack.language("cy")).heading == welsh
    assert ("help-with-council-tax" in papers(visit)) is paper


@pytest.mark.parametrize(("joins", "sticker"), [("first", False), ("again", True), ("more", True)])
def test_only_whoever_has_a_sticker_is_asked_for_its_number(pack: CouncilPack, joins: str, sticker: bool) -> None:
    story = a_garden(pack, joins=joins, old_sticker="G 40127" if sticker else None)
    visit = told(pack, "garden-waste", to_the_end(story))
    assert ("old-sticker" in asked(visit)) is sticker
    assert "40127" not in printed(visit)


def test_neighbours_who_share_say_where_the_bin_is_put_out(pack: CouncilPack) -> None:
    visit = told(pack, "garden-waste", to_the_end(a_garden(pack, shared_with=True, put_out_at="Number 12")))
    assert visit.complete
    assert "put-out-at" not in asked(told(pack, "garden-waste", a_garden(pack)))
