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
