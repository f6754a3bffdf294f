"""Easy read: the same journey in easy words, with pictures; its answers and what is sent stay the same."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime

import msgspec
import pytest
from residents import CODE, printed, told

from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.easy_words import in_easy_words, next_in_easy_words, over, said, start_in_easy_words
from kiosk.evidence import always_needed, to_bring
from kiosk.journey import NextStep
from kiosk.journey_pages import Easy, Page, Variant
from kiosk.journey_tables import EasyStart
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.page_views import page_view, question_view, rows
from kiosk.receipt_words import Place, receipt_for
from kiosk.submission import Header
from kiosk.submitting import payload_of
from kiosk.variants import worded
from kiosk.visit import Visit

EASY = Language(easy=True)
CARD = {
    "for-whom": "self", "wanted": "lost", "library": "fairholme", "help": ["large-print"], "contact": "none",
}  # fmt: skip
_WORDS = Easy(ask="Which?", text=["Look."], options={"a": "This", "z": "None"}, picture="hand", pictures={"a": "yes"})
_PAGE = Page(
    id="hand", kind="choice", ask="Which hand is it?", short="Hand", hint="One.", why="Two.", text=["Three."],
    options={"a": "The left one", "b": "Right"}, option_hints={"a": "Four"}, easy=_WORDS,
)  # fmt: skip


def test_easy_words_stand_in_place_of_question_hint_reason_text_and_options() -> None:
    page = in_easy_words(_PAGE)
    assert (page.ask, page.short, page.hint, page.why, page.text) == ("Which?", "Hand", "", "", ["Look."])
    assert page.options == {"a": "This", "b": "Right"}, "no option is added"
    assert page.option_hints == {}
    assert (page.id, page.kind) == (_PAGE.id, _PAGE.kind)


def test_a_page_without_easy_words_stays_as_it_is() -> None:
    plain = msgspec.structs.replace(_PAGE, easy=None)
    assert in_easy_words(plain) is plain


@pytest.mark.parametrize(
    ("variant", "ask", "text", "option"),
    [
        (Easy(ask="This one?"), "This one?", ["Look."], "This"),
        (Easy(text=[]), "Which?", [], "This"),
        (Easy(ask="This one?", text=["See."], options={"a": "Left"}), "This one?", ["See."], "Left"),
        (None, "Which?", ["Look."], "This"),
    ],
)
def test_a_variants_easy_words_go_over_those_of_its_page(
    variant: Easy | None, ask: str, text: list[str], option: str
) -> None:
    tall = Variant(when={"tall": {"is": "yes"}}, ask="Can you reach it?", easy=variant)
    page = worded(msgspec.structs.replace(_PAGE, variant=[tall]), {"tall": "yes"})
    assert page.ask == "Can you reach it?", "nobody chose easy words yet"
    easy = in_easy_words(page)
    assert (easy.ask, easy.text, easy.options["a"]) == (ask, text, option)
    assert easy.easy is not None
    assert easy.easy.picture == "hand"


def test_words_go_over_nothing_and_nothing_over_words() -> None:
    assert over(None, _WORDS) is _WORDS
    assert over(_WORDS, None) is _WORDS
    assert over(None, None) is None


@pytest.mark.parametrize(("kind", "options"), [("yes_no", ["yes", "no"]), ("consent", ["yes", "no"])])
def test_own_labels_of_a_kind_can_be_said_in_easy_words_too(kind: str, options: list[str]) -> None:
    words = Easy(ask="May we?", options={name: name.upper() for name in [*options, "other"]})
    page = Page(id="may", kind=kind, ask="May we do it?", short="May", easy=words)  # type: ignore[arg-type]
    assert list(in_easy_words(page).options) == options


def test_questions_inside_a_group_are_said_in_easy_words(pack: CouncilPack) -> None:
    group = in_easy_words(pack.journeys["homeless-today"].page_named("household"))
    assert [inner.ask for inner in group.page] == ["Who is it?", "How old are they?"]
    assert group.page[0].options["family"] == "Somebody else in the family"


def card(pack: CouncilPack) -> Visit:
    return told(pack, "library-card", CARD)


def test_who_did_not_choose_them_reads_the_usual_words(pack: CouncilPack) -> None:
    visit = card(pack)
    page = visit.page_named("wanted")
    view = question_view(visit, page, Language())
    assert view.ask == "What is it about?"
    assert {view.picture, *(option.picture for option in view.options)} == {None}
    assert said(page, visit.journey, Language()) is page


@pytest.mark.parametrize(
    ("code", "ask", "option"),
    [
        ("en", "What do you want?", "A new card, because one is lost or broken"),
        ("cy", "Beth hoffech chi ei gael?", "Cerdyn newydd, am fod un ar goll neu wedi torri"),
    ],
)
def test_the_question_its_options_and_pictures_are_easy(pack: CouncilPack, code: str, ask: str, option: str) -> None:
    visit = card(pack)
    view = question_view(visit, visit.page_named("wanted"), pack.language(code).in_easy_words())
    assert (view.ask, view.options[1].label) == (ask, option)
    assert view.picture == pack.folder / "pictures" / "library-card.svg"
    beside = [option.picture for option in view.options if option.picture is not None]
    assert [path.stem for path in beside] == ["star", "lost"]
    assert all(path.is_file() for path in (view.picture, *beside))


def test_notices_and_endings_are_easy_too(pack: CouncilPack) -> None:
    visit = told(pack, "homeless-today", {"for-whom": "self", "safe-now": "no"})
    shown = page_view(visit, visit.page_named("not-safe"), EASY)
    assert shown.heading == "You can get help now"
    assert shown.text[0] == "Is somebody in danger? Call 999."
    assert shown.picture is not None


def test_a_journey_without_easy_words_keeps_its_own(pack: CouncilPack) -> None:
    visit = Visit(pack, pack.journeys["street-light"], datetime(2026, 11, 20, 10, tzinfo=pack.zone))
    page = visit.path[0]
    assert question_view(visit, page, EASY) == question_view(visit, page, Language())


def test_a_shared_page_is_easy_only_where_the_journey_is(pack: CouncilPack) -> None:
    street, bin_ = pack.journeys["street-light"], pack.journeys["missed-bin"]
    usual, easy = street.page_named("contact"), bin_.page_named("contact")
    assert usual.easy is not None
    assert said(usual, street, EASY).ask == usual.ask
    assert said(easy, bin_, EASY).ask == "How can we tell you about it?"


def test_the_check_page_says_what_was_chosen_in_easy_words(pack: CouncilPack) -> None:
    shown = {row.page_id: row.shown for row in rows(card(pack), EASY)}
    assert shown["wanted"] == "A new card, because one is lost or broken"
    assert {row.page_id: row.shown for row in rows(card(pack), Language())}["wanted"] != shown["wanted"]


def test_what_follows_papers_and_the_receipt_are_easy(pack: CouncilPack) -> None:
    visit = card(pack)
    words = next_words(visit, EASY, sent_at=visit.now, dated=False).text
    assert words.startswith("We make the card within 1 working day of getting this.")
    assert "{" not in words
    assert to_bring(visit, EASY).papers == ("A paper with your name, or a friend with a card",)
    assert always_needed(visit.journey, EASY) == ["A paper with your name, or a friend with a card"]
    place = Place("Central Library", "https://fairholme.example")
    lines = [line.text for line in receipt_for(visit, EASY, place, CODE, visit.now).lines]
    assert words in lines
    assert "About: A new card, because one is lost or broken" in lines
    assert words not in printed(visit)


def test_before_the_start_need_and_privacy_are_easy(pack: CouncilPack) -> None:
    start = start_in_easy_words(pack.journeys["crisis-help"])
    assert start.need == ["You need nothing."]
    assert start.privacy[1] == "You need not tell us your name."
    plain = pack.journeys["street-light"]
    assert start_in_easy_words(plain) is plain


def test_what_is_sent_says_nothing_of_it(pack: CouncilPack) -> None:
    visit = card(pack)
    header = Header(
        id="1", tracking_code=CODE, kiosk="k", journey="library-card", journey_version=1, channel="self",
        language="en", sent_at=visit.now, clock_trusted=True,
    )  # fmt: skip
    rows(visit, EASY)
    receipt_for(visit, EASY, Place("Central Library"), CODE, visit.now)
    payload = payload_of(visit, header)
    asked = {answer.question: answer for answer in payload.answers}
    assert asked["wanted"].asked == "What is it about?"
    assert asked["wanted"].shown == "A card in place of one that is lost or broken"
    assert asked["wanted"].answer == "lost"


@pytest.mark.parametrize("code", ["en", "cy"])
def test_a_language_with_easy_words_is_the_same_language(pack: CouncilPack, code: str) -> None:
    usual = pack.language(code)
    easy = usual.in_easy_words()
    assert (easy.code, easy.direction, easy.name) == (usual.code, usual.direction, usual.name)
    assert easy.translate("Continue") == usual.translate("Continue")
    assert easy.in_easy_words() is easy
    assert not easy.in_easy_words(easy=False).easy


def test_the_guides_example_is_read_as_it_says() -> None:
    guide = (DEMO_COUNCIL.parents[1] / "docs" / "writing-journeys.md").read_text(encoding="utf-8")
    part = guide[guide.index("## Easy words and pictures") :]
    [example, *_] = re.findall(r"```toml\n(.*?)```", part, re.DOTALL)
    found = tomllib.loads(example)
    assert found["easy_read"] is True
    assert msgspec.convert(found["easy"], EasyStart).need == ["The name of the park."]
    assert next_in_easy_words(msgspec.convert(found["next"][0], NextStep)).dated == "We look at the bench by {due}."
    page = in_easy_words(msgspec.convert(found["page"][0], Page))
    assert (page.ask, page.text) == ("What is wrong?", ["Touch one of them."])
    assert page.options == {"loose": "It is loose", "gone": "It is gone"}
