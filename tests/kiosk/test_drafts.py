"""A visit that is sealed with its come-back code, and what of it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.comeback_code import ComeBackKeys
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.drafts import DraftError, SavedVisit, open_visit, page_to_go_on_at, resume, seal_visit
from kiosk.examples import examples
from kiosk.journey_pages import Page
from kiosk.visit import Visit

PACK = load_council_pack()
NOW = datetime(2026, 11, 20, 19, 0, tzinfo=PACK.zone)
KEYS = ComeBackKeys("0" * 64, b"s" * 32, b"t" * 32)
CANARY = "Zebedee Quillfeather"


def begun(journey: str = "missed-bin") -> Visit:
    return Visit(PACK, PACK.journeys[journey], NOW)


def half_way() -> Visit:
    return (
        begun().answer("where", {"uprn": PACK.gazetteer.at_postcode("FH1 4QT")[0].uprn}).answer("which-bins", ["food"])
    )


def through(visit: Visit, pack: CouncilPack = PACK, later: timedelta = timedelta(days=1)) -> Any:
    saved = open_visit(seal_visit(visit, "cy", KEYS), KEYS)
    return resume(saved, pack, visit.now + later, clock_trusted=True)


def changed(journey: str, *, version: int, pages: list[Page]) -> CouncilPack:
    new = msgspec.structs.replace(PACK.journeys[journey], version=version, page=pages)
    return replace(PACK, journeys={**PACK.journeys, journey: new})


@pytest.mark.parametrize("journey", ["missed-bin", "street-light"])
def test_every_whole_visit_comes_back_as_it_was(journey: str) -> None:
    for answers in examples(begun(journey)):
        visit = begun(journey)
        for page_id, value in answers.items():
            visit = visit.answer(page_id, value)
        back = through(visit, later=timedelta(0))
        assert back.visit.valid_answers() == visit.valid_answers()
        assert (back.visit.complete, back.language, back.asked_again) == (True, "cy", False)
        assert page_to_go_on_at(back.visit) is None


def test_a_half_answered_visit_goes_on_at_the_first_question_without_an_answer() -> None:
    visit = half_way()
    back = through(visit)
    assert back.visit.answers == visit.answers
    page = page_to_go_on_at(back.visit)
    assert page is not None
    assert page.id == visit.first_unanswered.id  # type: ignore[union-attr]


def test_a_notice_right_before_that_question_is_shown_again() -> None:
    pages = list(PACK.journeys["missed-bin"].page)
    stop = half_way().first_unanswered
    assert stop is not None
    place = next(index for index, page in enumerate(pages) if page.id == stop.id)
    notices = [Page(id=f"told-{number}", kind="notice", ask="Please read") for number in range(2)]
    pack = changed("missed-bin", version=2, pages=[*pages[:place], *notices, *pages[place:]])
    page = page_to_go_on_at(through(half_way(), pack).visit)
    assert page is not None
    assert page.id == "told-0"


def test_what_was_given_once_is_offered_again_after_coming_back() -> None:
    assert "address" in through(half_way()).visit.carried


def test_answers_of_a_branch_left_behind_are_not_saved() -> None:
    visit = half_way()
    away = replace(visit, answers={**visit.answers, "name": CANARY, "no-such-page": CANARY})
    saved = open_visit(seal_visit(away, "en", KEYS), KEYS)
    assert "no-such-page" not in saved.answers


def test_of_a_new_version_what_still_fits_is_kept_and_the_rest_is_asked_again() -> None:
    pages = [
        msgspec.structs.replace(page, kind="text", options_from=None) if page.id == "which-bins" else page
        for page in PACK.journeys["missed-bin"].page
    ]
    back = through(half_way(), changed("missed-bin", version=9, pages=pages))
    assert set(back.visit.valid_answers()) == {"where"}
    assert back.visit.answers == back.visit.valid_answers()
    assert back.asked_again
    page = page_to_go_on_at(back.visit)
    assert page is not None
    assert page.id == "which-bins"


def test_a_question_that_is_gone_takes_its_answer_with_it() -> None:
    pages = [page for page in PACK.journeys["missed-bin"].page if page.id != "which-bins"]
    back = through(half_way(), changed("missed-bin", version=9, pages=pages))
    assert set(back.visit.answers) == {"where"}
    assert back.asked_again


@pytest.mark.parametrize("gone", ["journey", "council"])
def test_what_nobody_here_takes_is_told(gone: str) -> None:
    saved = open_visit(seal_visit(half_way(), "en", KEYS), KEYS)
    other = {"journey": {"journey": "no-such"}, "council": {"council": "elsewhere"}}[gone]
    with pytest.raises(DraftError) as refused:
        resume(msgspec.structs.replace(saved, **other), PACK, NOW, clock_trusted=True)
    assert refused.value.reason == "not-here"


def test_only_six_things_are_kept() -> None:
    assert SavedVisit.__struct_fields__ == ("council", "journey", "version", "language", "answers", "languages")


def test_another_code_opens_nothing() -> None:
    sealed = seal_visit(half_way(), "en", KEYS)
    with pytest.raises(DraftError) as refused:
        open_visit(sealed, replace(KEYS, seal=b"x" * 32))
    assert refused.value.reason == "damaged"


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_bit_anywhere_opens_nothing(place: int, mask: int) -> None:
    sealed = bytearray(seal_visit(half_way(), "en", KEYS))
    sealed[place % len(sealed)] ^= mask
    with pytest.raises(DraftError):
        open_visit(bytes(sealed), KEYS)


@given(st.binary(max_size=3000))
def test_any_bytes_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(DraftError):
        open_visit(data, KEYS)


def test_the_length_says_little_and_no_answer_shows() -> None:
    short, long = half_way(), half_way().answer("which-bins", ["food", "recycling"])
    sealed = [seal_visit(visit, "en", KEYS) for visit in (short, long)]
    assert len(sealed[0]) == len(sealed[1])
    assert len(sealed[0]) % 1024 == 40
    assert b"food" not in sealed[0]
    assert seal_visit(short, "en", KEYS) != sealed[0]


def test_no_answer_stands_in_what_is_raised() -> None:
    """Bytes that were sealed with the right key but are no visit: a decoder would quote them."""
    from nacl.bindings import sodium_pad
    from nacl.secret import SecretBox

    sealed = SecretBox(KEYS.seal).encrypt(sodium_pad(msgspec.json.encode({"council": 1, "name": CANARY}), 1024))
    with pytest.raises(DraftError) as refused:
        open_visit(sealed, KEYS)
    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r}"
