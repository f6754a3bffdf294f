"""Questions about who people are: each can be skipped, none asks for a name, and nothing ties them to a case (R59)."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from fakes import FakeClock

from kiosk.answers import KINDS
from kiosk.council_pack import CouncilPack
from kiosk.next_steps import words_of_thanks
from kiosk.page_views import nudge_view, question_view
from kiosk.receipt_words import Place
from kiosk.submission import AnswerValue, Payload, Prepared
from kiosk.submitting import Sender
from kiosk.visit import Visit

CODE = "FC-7KD4-N9WH-3"
NOW = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)
NAMES_SOMEBODY = {"name": "Mair Llŷr of person", "phone": "07700 900123", "address": {"uprn": "990010000101"}}
GIVEN: dict[str, AnswerValue] = {
    "age-band": "a65", "sex": "female", "same-gender": "same", "ethnic-group": "white", "white-group": "british",
    "lasting-illness": "little", "illness-kind": ["hearing", "moving"], "faith": "rather-not", "whom-you-love": "",
    "looks-after": "some", "baby": "neither", "best-language": "welsh",
}  # fmt: skip


class Kept:
    """A store that keeps what it is given."""

    def __init__(self) -> None:
        self.prepared: list[Prepared] = []

    def new_code(self) -> str:
        return CODE

    def put(self, prepared: Prepared) -> None:
        self.prepared.append(prepared)


def visit(pack: CouncilPack, **more: AnswerValue) -> Visit:
    """All questions as they come, what is not given skipped, in a visit that knows who stands there."""
    answered = Visit(
        pack, pack.journeys["equality-monitoring"], datetime(2026, 11, 20, 19, tzinfo=pack.zone), channel="assisted",
        carried=NAMES_SOMEBODY,
    )  # fmt: skip
    given = {**GIVEN, **{name.replace("_", "-"): value for name, value in more.items()}}
    while (page := answered.first_unanswered) is not None:
        answered = answered.answer(page.id, given.get(page.id, ""), "cy")
    return answered


def sent(done: Visit) -> tuple[Prepared, Payload]:
    kept = Kept()
    Sender(kept, FakeClock(NOW), "library", Place("Central Library")).submit(done, done.pack.language("cy"))  # type: ignore[arg-type]
    [prepared] = kept.prepared
    return prepared, msgspec.json.decode(prepared.payload, type=Payload)


def test_what_is_sent_names_the_day_and_the_kiosk_and_nothing_else(pack: CouncilPack) -> None:
    prepared, payload = sent(visit(pack))
    header = prepared.header
    assert payload.header == header
    assert header.apart
    assert header.sent_at == datetime(2026, 11, 20, tzinfo=UTC)
    assert (header.kiosk, header.channel, header.language) == ("library", "self", "und")
    assert {answered.language for answered in payload.answers} == {""}
    nothing = (payload.ward, payload.uprn, payload.earlier, payload.event, payload.together, payload.working_days)
    assert nothing == ("", "", None, "", [], None)


def test_nothing_of_the_visit_before_it_is_in_what_is_sent(pack: CouncilPack) -> None:
    prepared, _ = sent(visit(pack))
    whole = prepared.payload + msgspec.json.encode(prepared.header)
    for word in ("Mair", "07700", "990010000101", "assisted", "19:0", '"cy"'):
        assert word.encode() not in whole.replace(b'"cy":', b"")  # its title in each language


def test_there_is_no_paper_and_none_is_wanted(pack: CouncilPack) -> None:
    prepared, _ = sent(visit(pack))
    assert (prepared.receipt, prepared.paper) == (b"", False)


def test_nothing_is_taken_over_and_nothing_handed_on(pack: CouncilPack) -> None:
    done = visit(pack)
    assert done.carried == NAMES_SOMEBODY
    assert done.all_carried() == {}


def test_every_question_can_be_skipped_or_refused(pack: CouncilPack) -> None:
    journey = pack.journeys["equality-monitoring"]
    asked = {page.id for page in journey.page if page.optional and "rather-not" in page.options}
    assert asked == {page.id for page in journey.page}
    nothing = dict.fromkeys(GIVEN, "")
    assert visit(pack, **{name.replace("-", "_"): value for name, value in nothing.items()}).complete


@pytest.mark.parametrize("code", ["en", "cy"])
def test_every_question_says_why_and_offers_not_to_say(pack: CouncilPack, code: str) -> None:
    done, language = visit(pack), pack.language(code)
    for page in done.path:
        view = question_view(done, page, language)
        assert view.why
        assert view.optional
        assert view.options[-1].label == language.translate("I would rather not say")


@pytest.mark.parametrize(
    ("group", "asked"),
    [("white", "white-group"), ("mixed", "mixed-group"), ("asian", "asian-group"), ("black", "black-group"),
     ("other", "other-group")],
)  # fmt: skip
def test_each_ethnic_group_is_asked_closer_in_the_words_of_the_census(
    pack: CouncilPack, group: str, asked: str
) -> None:
    pages = [page.id for page in visit(pack, ethnic_group=group).path]
    assert [page for page in pages if page.endswith("-group")] == ["ethnic-group", asked]


@pytest.mark.parametrize("answer", ["rather-not", ""])
def test_whoever_would_rather_not_say_is_asked_nothing_closer(pack: CouncilPack, answer: str) -> None:
    pages = [page.id for page in visit(pack, ethnic_group=answer, lasting_illness=answer, same_gender=answer).path]
    assert not {"white-group", "illness-kind", "gender-now"} & set(pages)
    assert len(pages) == 10


@pytest.mark.parametrize("code", ["en", "cy"])
def test_thanks_name_neither_a_code_nor_a_day(pack: CouncilPack, code: str) -> None:
    done = visit(pack)
    words = " ".join(words_of_thanks(done, pack.language(code)))
    assert CODE not in words
    assert not any(digit in words for digit in "0123456789")
    assert ("There is no code" if code == "en" else "Nid oes cod") in words


@pytest.mark.parametrize("journey", ["complaint", "compliment", "consultation", "feedback"])
def test_those_who_have_their_say_are_asked_after_it_was_sent(pack: CouncilPack, journey: str) -> None:
    nudge = nudge_view(
        Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, tzinfo=pack.zone)), pack.language("cy")
    )
    assert nudge is not None
    assert nudge.way == "journey:equality-monitoring"
    assert "ar wahân" in nudge.text


def test_no_page_takes_words_of_ones_own(pack: CouncilPack) -> None:
    journey = pack.journeys["equality-monitoring"]
    assert {page.kind for page in journey.page} == {"choice", "choices"}
    assert all(KINDS[page.kind].field in ("one", "many") for page in journey.page)
