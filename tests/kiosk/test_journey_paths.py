from typing import Any

import msgspec
import pytest

from kiosk import journey_paths
from kiosk.council_pack import load_council_pack
from kiosk.journey import Journey
from kiosk.journey_paths import Reach, TooManyBranchesError, walk

COUNCIL = load_council_pack().council


def _page(page_id: str, kind: str = "yes_no", **more: Any) -> dict[str, Any]:
    return {"id": page_id, "kind": kind, "ask": "Ask?", "short": "Short", **more}


def _journey(*pages: dict[str, Any], **more: Any) -> Journey:
    data = {
        "id": "a", "version": 1, "title": "A", "topic": "council-tax", "contact_type": "CM001", "service": 1,
        "interaction": 1, "minutes": 1, "need": [], "privacy": [], "next": [{"dated": "", "undated": ""}],
        "page": list(pages), **more,
    }  # fmt: skip
    return msgspec.convert(data, Journey)


def _walk(*pages: dict[str, Any], **more: Any) -> Reach:
    return walk(_journey(*pages, **more), COUNCIL)


def _choices(*options: str, **more: Any) -> dict[str, Any]:
    return _page("which", "choices", options=dict.fromkeys(options, "Words"), **more)


DAY = _page("day", "collection_day", of="where", bins_from="which")


@pytest.mark.parametrize(
    ("first", "when", "reached"),
    [
        (_page("a"), {"a": {"is": "yes"}}, True),
        (_page("a"), {"a": {"is": "not-sure"}}, False),
        (_page("a", not_sure=True), {"a": {"is": "not-sure"}}, True),
        (_page("a"), {"a": {"none_of": ["yes", "no"]}}, False),
        (_page("a"), {"a": {"is_not": "yes"}}, True),
        (_page("a"), {"all": [{"a": {"is": "yes"}}, {"a": {"is": "no"}}]}, False),
        (_page("a"), {"any": [{"a": {"is": "maybe"}}, {"a": {"is": "no"}}]}, True),
        (_page("a"), {"b": {"is_not": "yes"}}, False),
        (_page("a", "text"), {"a": {"is": "given"}}, True),
        (_page("a", "text"), {"a": {"is": "Fairholme"}}, False),
        (_page("a", "notice"), {"a": {"is": "yes"}}, False),
        (_choices("x", "y"), {"all": [{"which": {"is": "x"}}, {"which": {"is": "y"}}]}, True),
        (_choices("x"), {"which": {"is_not": "x"}}, False),
        (_choices("x", optional=True), {"which": {"is_not": "x"}}, True),
        (_page("a", "address"), {"a": {"is": "typed"}, "a.known-problem": {"is": "yes"}}, True),
        (_page("a", "address"), {"a.responsible": {"is": "county"}}, True),
        (_page("a", "address"), {"a.responsible": {"is": "parish"}}, False),
        (_page("a", "address"), {"a.bins": {"is": "garden"}}, True),
        (_page("a", "address"), {"a.usrn": {"is": "47000101"}}, True),
        (_page("a", "street"), {"a.assisted": {"is": "yes"}}, False),
        (DAY, {"day": {"before": "2026-11-20"}}, True),
        (DAY, {"day": {"after": "2026-11-18", "before": "2026-11-20"}}, True),
        (DAY, {"day": {"after": "2026-11-20", "before": "2026-11-20"}}, False),
        (DAY, {"day.state": {"is": "too-late"}}, True),
    ],
)  # fmt: skip
def test_a_page_is_reached_where_some_answers_lead_to_it(
    first: dict[str, Any], when: dict[str, Any], reached: bool
) -> None:
    assert ("last" in _walk(first, _page("last", when=when)).pages) is reached


def test_an_ending_that_always_comes_cuts_off_the_rest() -> None:
    reach = _walk(_page("a"), _page("stop", "ending"), _page("after"))
    assert reach.pages == {"a", "stop"}
    assert not reach.sends


def test_a_branch_that_is_left_behind_fills_nothing() -> None:
    text = ["You said {b}."]
    pages = (_page("a"), _page("b", "text", when={"a": {"is": "yes"}}))
    assert _walk(*pages, _page("c", text=text)).unfilled == {("c", "b")}
    assert not _walk(*pages, _page("c", text=text, when={"b": {"is": "given"}})).unfilled
    assert not _walk(*pages, _page("c", text=text, when={"a": {"is": "yes"}})).unfilled


def test_a_path_without_words_for_what_happens_next_is_noticed() -> None:
    step = {"dated": "", "undated": "", "when": {"a": {"is": "yes"}}}
    assert _walk(_page("a"), next=[step]).stepless
    assert not _walk(_page("a"), next=[step, {"dated": "", "undated": ""}]).stepless


def test_many_questions_that_later_pages_do_not_ask_about_cost_nothing() -> None:
    pages = []
    for number in range(40):
        pages += [_page(f"q{number}"), _page(f"r{number}", when={f"q{number}": {"is": "yes"}})]
    assert len(_walk(*pages).pages) == 80


def test_a_journey_with_too_many_branches_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey_paths, "MOST_STATES", 100)
    questions = [_page(f"q{number}") for number in range(8)]
    when = {f"q{number}": {"is": "yes"} for number in range(8)}
    with pytest.raises(TooManyBranchesError, match="q6"):
        _walk(*questions, _page("last", when=when))
