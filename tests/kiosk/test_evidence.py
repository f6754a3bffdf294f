"""Papers that the council has to see: told before the start, at the end, on paper and to the council."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from broken_pack import change, problems_in

from kiosk.council_pack import CouncilPack
from kiosk.evidence import ToBring, always_needed, needed, to_bring
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.receipt_words import Place, receipt_for
from kiosk.submission import Header
from kiosk.submitting import payload_of
from kiosk.visit import Visit

CARD = "journeys/library-card.toml"
SENT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
NAME = "Something with your name on it. Or: Somebody who knows you and has a card of ours"
ADDRESS = "A letter or bill with your name and address"
WHERE = "Where: The desk in this library, Monday to Friday, 8:30 to 5"


def joined(pack: CouncilPack, **more: object) -> Visit:
    visit = Visit(pack, pack.journeys["library-card"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    answers = {"wanted": "new", "library": "harrow-marsh", "has-address": "no", "help": [], "contact": "none", **more}
    for page, answer in answers.items():
        visit = visit.answer(page, answer)  # type: ignore[arg-type]
    return visit


def with_address(pack: CouncilPack) -> Visit:
    visit = joined(pack).answer("has-address", "yes")
    return visit.answer("where", {"line1": "1 Mill Lane", "town": "Fairholme", "postcode": "FH1 4QT"})


def header(visit: Visit) -> Header:
    return Header("", "", "", visit.journey.id, 1, "self", "en", visit.now, True)


def test_before_the_start_everybody_is_told_what_everybody_needs(pack: CouncilPack) -> None:
    assert always_needed(pack.journeys["library-card"], Language()) == [NAME]
    assert always_needed(pack.journeys["missed-bin"], Language()) == []


def test_at_the_end_it_is_what_the_answers_call_for(pack: CouncilPack) -> None:
    assert to_bring(joined(pack), Language()).papers == (NAME,)
    assert to_bring(with_address(pack), Language()).papers == (NAME, ADDRESS)
    assert [item.id for item in needed(with_address(pack))] == ["name", "address"]
    assert payload_of(with_address(pack), header(joined(pack))).evidence == ["name", "address"]
    assert payload_of(joined(pack), header(joined(pack))).evidence == ["name"]


def test_the_day_is_counted_from_send_in_the_councils_time(pack: CouncilPack) -> None:
    found = to_bring(joined(pack), Language(), sent_at=SENT)
    assert found.lines == (NAME, "Bring it by Friday 18 December, with your tracking code.", WHERE)
    summer = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # the day after, in London
    assert "Tuesday 30 June" in to_bring(joined(pack), Language(), sent_at=summer).until


def test_no_day_is_named_before_send_nor_by_a_clock_in_doubt(pack: CouncilPack) -> None:
    days = "Bring it within 28 days of sending this, with your tracking code."
    assert to_bring(joined(pack), Language()).until == days
    assert to_bring(replace(joined(pack), clock_trusted=False), Language(), sent_at=SENT).until == days


def test_where_no_paper_is_called_for_nothing_is_said(pack: CouncilPack) -> None:
    visit = joined(pack)
    later = [replace_when(item) for item in visit.journey.evidence]
    visit = replace(visit, journey=msgspec.structs.replace(visit.journey, evidence=later))
    assert to_bring(visit, Language(), sent_at=SENT) == ToBring()
    assert to_bring(visit, Language()).lines == ()
    assert said_next(visit) == "Soon. "
    assert "What to bring" not in paper(visit, "en")


def said_next(visit: Visit) -> str:
    """Return what happens next where the journey's words have {bring} in them."""
    steps = [msgspec.structs.replace(visit.journey.next[-1], undated="Soon. {bring}")]
    visit = replace(visit, journey=msgspec.structs.replace(visit.journey, next=steps))
    return next_words(visit, Language(), sent_at=SENT, dated=False).text


def replace_when(item: object) -> object:
    return msgspec.structs.replace(item, when={"wanted": {"is": "lost"}})  # type: ignore[type-var]


def paper(visit: Visit, code: str) -> list[str]:
    place = Place("Central Library", "https://track.example/")
    return [line.text for line in receipt_for(visit, visit.pack.language(code), place, "KK-2345-6789-X", SENT).lines]


def test_paper_and_next_steps_repeat_it_in_both_languages(pack: CouncilPack) -> None:
    english, welsh = paper(joined(pack), "en"), paper(joined(pack), "cy")
    assert [line for line in (NAME, WHERE) if line not in english] == []
    assert said_next(joined(pack)) == "Soon. Bring it by Friday 18 December, with your tracking code."
    assert "Beth i ddod gyda chi" in welsh
    assert not set(to_bring(joined(pack), Language(), sent_at=SENT).lines) & set(welsh)


def test_a_sensitive_receipt_says_nothing_of_papers(pack: CouncilPack) -> None:
    visit = joined(pack)
    visit = replace(visit, journey=msgspec.structs.replace(visit.journey, sensitive=True))
    assert NAME not in paper(visit, "en")
    assert "What to bring" not in paper(visit, "en")


_BRING = '[bring]\nwhere = "council"\nwithin_days = 28\n'
_WRONG = [
    (_BRING, "", 'id = "name"', "nothing says where papers are brought to."),
    ('"council"\nwithin', '"power-cuts"\nwithin', "where", "no contact with a desk is called 'power-cuts'."),
    ('id = "address"\nwhat', 'id = "name"\nwhat', 'id = "name"', "two papers are called 'name'."),
    ('what = "Something with your name on it"', 'what = "Your {library} card"', "what =", "nothing fills {library}"),
    ('has-address = { is = "yes" } }\n\n[bring]', 'has-address = { is = "perhaps" } }\n\n[bring]', "when", "never"),
    ("within_days = 28", "within_days = 0", "within_days", "1 or more"),
    ("within_days = 28", "days = 28", "days", "is not known here"),
    ('has-address = { is = "yes" } }\n\n[bring]', 'has-address = { is = "yes" }, wanted = { is = "lost" } }\n\n[bring]',
     "when", "`evidence` never holds."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), _WRONG)
def test_what_is_wrong_with_papers_is_told_at_its_line(folder: Path, old: str, new: str, line: str, said: str) -> None:
    change(folder / CARD, old, new)
    problems = problems_in(folder, CARD)
    found = [problem for problem in problems if said in problem.what]
    assert found, [problem.what for problem in problems]
    assert line in (folder / CARD).read_text(encoding="utf-8").splitlines()[found[0].line - 1]


def test_a_place_to_bring_nothing_to_is_found(folder: Path) -> None:
    text = (folder / CARD).read_text(encoding="utf-8")
    start, end = text.index("[[evidence]]"), text.index("[bring]")
    (folder / CARD).write_text(text[:start] + text[end:], encoding="utf-8")
    assert "there is nothing to bring." in [problem.what for problem in problems_in(folder, CARD)]
