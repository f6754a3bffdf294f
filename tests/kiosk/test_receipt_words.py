from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.answers import KINDS
from kiosk.contact_words import contact_lines, contact_ways
from kiosk.council_pack import CouncilPack
from kiosk.examples import example, examples
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.receipt_words import Place, receipt_for
from kiosk.visit import Visit

JOURNEYS = ("missed-bin", "street-light")
CODE = "KK-2345-6789-X"
SENT = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)
PLACE = Place("Central Library", "https://track.example/")
PERSONAL = ("address", "street", "text", "long_text", "name", "phone", "email")
NAME, STREET, NEAR = "Zebedee Quillfeather", "7 Quagmire Passage", "Beside the quartz obelisk"
DAY = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr)\b"
)


def visits(pack: CouncilPack, journey: str) -> list[Visit]:
    start = Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    return [replace(start, answers=answers) for answers in examples(start)]


def with_canaries(visit: Visit) -> tuple[Visit, list[str]]:
    """Put something unmistakable into every personal answer, and return it too."""
    canaries = {
        "name": NAME,
        "text": NEAR,
        "phone": "07700 900753",
        "email": "zebedee@quagmire.example",
        "street": {"name": STREET},
        "address": {"line1": STREET, "town": "Quaghaven", "postcode": "FH1 9ZZ"},
    }
    told: list[str] = []
    for page in visit.path:
        if page.kind in canaries and page.id in visit.valid_answers() and (page.kind, page.id) != ("text", "number"):
            changed = visit.answer(page.id, canaries[page.kind])
            if changed.complete:
                visit = changed
                told.append(
                    KINDS[page.kind].shown(changed.answers[page.id], page, visit.situation_at(page.id), Language())
                )
    return visit, told


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_a_receipt_has_nothing_personal_on_it(pack: CouncilPack, journey: str, code: str) -> None:
    language, seen = pack.language(code), set()
    for plain in visits(pack, journey):
        visit, told = with_canaries(plain)
        paper = "\n".join(line.text for line in receipt_for(visit, language, PLACE, CODE, SENT).lines)
        assert [word for word in [*told, NAME, "Quagmire", "quartz", "900753"] if word and word in paper] == []
        seen |= {page.kind for page in visit.path if page.kind in PERSONAL and page.id in visit.valid_answers()}
    assert {"name", "phone", "email"} <= seen, "the canaries were there to be found"


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_a_receipt_says_where_what_when_and_how(pack: CouncilPack, journey: str, code: str) -> None:
    language = pack.language(code)
    for visit in visits(pack, journey):
        receipt = receipt_for(visit, language, PLACE, CODE, SENT)
        texts = [line.text for line in receipt.lines]
        assert receipt.language == code
        assert [line.text for line in receipt.lines if line.style == "code"] == [CODE]
        assert [line.text for line in receipt.lines if line.style == "qr"] == [f"https://track.example/t/{CODE}"]
        assert language.translate(visit.journey.title) in texts
        assert any("19:05" in text for text in texts)
        assert any("60100" in text for text in texts), "a way without a voice call"
        assert not [text for text in texts if "{" in text]


def test_the_hour_of_send_is_the_councils_own(pack: CouncilPack) -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    [visit, *_] = visits(pack, "missed-bin")
    texts = [line.text for line in receipt_for(visit, Language(), PLACE, CODE, summer).lines]
    assert any("00:30" in text and "2 July" in text for text in texts)


def test_before_the_address_is_known_there_is_no_square(pack: CouncilPack) -> None:
    [visit, *_] = visits(pack, "missed-bin")
    receipt = receipt_for(visit, Language(), Place("Central Library"), CODE, SENT)
    assert not [line for line in receipt.lines if line.style == "qr"]
    assert not [line for line in receipt.lines if "http" in line.text]


def test_a_sensitive_journey_is_not_named_on_paper(pack: CouncilPack) -> None:
    import msgspec

    [visit, *_] = visits(pack, "missed-bin")
    quiet = replace(visit, journey=msgspec.structs.replace(visit.journey, sensitive=True))
    paper = "\n".join(line.text for line in receipt_for(quiet, Language(), PLACE, CODE, SENT).lines)
    assert visit.journey.title not in paper
    assert "Recycling" not in paper
    assert "Was due on" not in paper
    assert "Your request" in paper


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_no_day_is_promised_before_the_council_has_it(pack: CouncilPack, journey: str, code: str) -> None:
    language = pack.language(code)
    for visit in visits(pack, journey):
        words = next_words(visit, language, sent_at=SENT, dated=False)
        assert words.due is None
        assert not DAY.search(words.text + words.after)
        lines = receipt_for(visit, language, PLACE, CODE, SENT).lines
        after = [line.text for line in lines][[line.style for line in lines].index("code") :]
        assert len([text for text in after if DAY.search(text)]) == 1, "only the day of Send itself"


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-24"),  # Friday
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), "2026-11-24"),  # Saturday
        (datetime(2026, 11, 23, 9, tzinfo=UTC), "2026-11-25"),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), "2026-12-30"),  # Christmas, and Boxing Day kept on the Monday
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2026-07-06"),  # already Thursday in Britain
    ],
)
def test_the_day_promised_is_counted_from_send_in_working_days(pack: CouncilPack, sent: datetime, due: str) -> None:
    start = Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    words = next_words(replace(start, answers=example(start)), Language(), sent_at=sent, dated=True)
    assert str(words.due) == due
    assert DAY.search(words.text)


def test_where_the_words_name_no_day_none_is_promised(pack: CouncilPack) -> None:
    """A danger is looked at first, and the county keeps its own standards."""
    found = 0
    for visit in visits(pack, "street-light"):
        words = next_words(visit, Language(), sent_at=SENT, dated=True)
        assert (words.due is not None) is bool(DAY.search(words.text))
        found += words.due is None
    assert found


@pytest.mark.parametrize("code", ["en", "cy"])
def test_no_contact_has_a_voice_call_as_its_only_way_but_those_known(pack: CouncilPack, code: str) -> None:
    """R34. The number for power cuts is national; its page stands beside it."""
    language = pack.language(code)
    for contact in pack.council.contacts:
        ways = [way for way, _ in contact_ways(contact, language)]
        assert set(ways) - {"phone", "hours"}, contact.id
        assert "phone" not in ways or "text" not in ways or ways.index("text") < ways.index("phone")
        lines = contact_lines(contact, language)
        assert lines
        assert not [line for line in lines if "{" in line]


def test_until_the_council_has_it_the_time_is_counted_from_then(pack: CouncilPack) -> None:
    start = Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    visit = replace(start, answers=example(start))
    now, later = (next_words(visit, Language(), sent_at=SENT, dated=dated).text for dated in (False, True))
    assert "within 2 working days of the council getting this" in now
    assert "by Tuesday 24 November" in later
