"""packaging/bench: figures beside their floors, and an exit code that says whether the goals are met."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
KEYS = {"name", "value", "unit", "floor", "ratio", "goal", "met"}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HOUSE / "packaging/benchmarks"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_send_to_durable_is_measured_beside_bare_sqlite() -> None:
    done = bench("send-to-durable", "--json")
    figures = json.loads(done.stdout)
    assert [figure["name"] for figure in figures] == ["send-to-durable-p50", "send-to-durable-p99"]
    for figure in figures:
        assert set(figure) == KEYS
        assert figure["value"] > 0
        assert figure["ratio"] == pytest.approx(figure["value"] / figure["floor"], rel=0.01)
    # How fast is for a quiet machine to say; that the exit code tells it is for here.
    assert (done.returncode == 0) is all(figure["met"] for figure in figures)


def test_a_photograph_is_measured_beside_bare_sqlite_and_so_is_what_the_screen_feels() -> None:
    figures = json.loads(bench("attachment", "--json").stdout)
    assert [figure["name"] for figure in figures] == ["attachment-5-mb", "attachment-longest-pause"]
    assert [figure["goal"] for figure in figures] == ["≤ 2.5 × floor", "≤ 16 ms"]
    assert all(set(figure) == KEYS and figure["value"] > 0 and figure["floor"] > 0 for figure in figures)
    assert figures[1]["met"] is (figures[1]["value"] <= 16)


def test_a_letter_in_the_search_is_measured_among_ten_thousand_articles() -> None:
    figures = json.loads(bench("search", "--json").stdout)
    assert [figure["name"] for figure in figures] == ["search-letter-p95", "search-index-built"]
    assert figures[0]["goal"] == "≤ 10 ms"
    assert all(set(figure) == KEYS and figure["value"] > 0 for figure in figures)


def test_a_benchmark_nobody_knows_is_refused_with_those_there_are() -> None:
    done = bench("teleport")
    assert done.returncode == 2
    assert "there are start-to-welcome, send-to-durable" in done.stderr


@pytest.mark.parametrize(("value", "met"), [(1.4, True), (1.5, True), (1.6, False)])
def test_a_goal_is_a_ratio_to_the_floor(value: float, *, met: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HOUSE / "packaging/benchmarks"))
    from figure import Figure

    figure = Figure("x", value, "ms", 1.0, most=1.5)
    assert figure.as_json()["met"] is met
    assert ("NOT MET" in figure.as_line()) is not met


@pytest.mark.parametrize(("value", "met"), [(1.9, True), (2.0, True), (2.1, False)])
def test_a_goal_may_be_what_is_added_to_the_floor(value: float, *, met: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HOUSE / "packaging/benchmarks"))
    from figure import Added

    figure = Added("x", value, "s", 1.0, most=1.0)
    assert (figure.as_json()["met"], figure.as_json()["goal"]) == (met, "≤ floor + 1 s")
    assert ("NOT MET" in figure.as_line()) is not met


def test_the_start_with_many_waiting_is_measured_beside_an_empty_queue() -> None:
    (figure,) = json.loads(bench("start-with-ten-thousand-waiting", "--json").stdout)
    assert set(figure) == KEYS
    assert figure["floor"] < figure["value"]
