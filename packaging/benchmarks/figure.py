"""One measured figure beside its floor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`value` and `floor` in `unit`, taken in turn in one run; `most` is the greatest ratio that meets the goal."""

    name: str
    value: float
    unit: str
    floor: float
    most: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.value / self.floor

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.most

    @property
    def goal(self) -> str:
        """The goal in words."""
        return f"≤ {self.most:g} × floor"

    def as_json(self) -> dict[str, object]:
        """Return it with the keys that scripts read; `goal` is in words."""
        known = {key: value for key, value in asdict(self).items() if key != "most"}
        known |= {"value": round(self.value, 4), "floor": round(self.floor, 4), "ratio": round(self.ratio, 3)}
        return known | {"goal": self.goal, "met": self.met}

    def as_line(self) -> str:
        """Return it for people, one line."""
        verdict = "met" if self.met else "NOT MET"
        measured = f"{self.value:10.3f} {self.unit}  floor {self.floor:.3f} {self.unit}"
        return f"{self.name:<24}{measured}  {self.ratio:.2f} ×  goal {self.goal}  {verdict}"


@dataclass(frozen=True)
class Added(Figure):
    """A figure whose goal is a difference: `most` is what `value` may be above the floor, in `unit`."""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value - self.floor <= self.most

    @property
    def goal(self) -> str:
        """The goal in words."""
        return f"≤ floor + {self.most:g} {self.unit}"


@dataclass(frozen=True)
class AtMost(Figure):
    """A figure that people feel themselves: `most` is the greatest value that meets the goal, in `unit`."""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.most

    @property
    def goal(self) -> str:
        """The goal in words."""
        return f"≤ {self.most:g} {self.unit}"


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Time two pieces of work `times` times each, in turn and each first as often, so that a busy machine hits both."""
    ones: list[float] = []
    others: list[float] = []
    for turn in range(times):
        if turn % 2:
            others.append(seconds(other))
            ones.append(seconds(one))
        else:
            ones.append(seconds(one))
            others.append(seconds(other))
    return ones, others


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that `percent` of all stay at or below."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
