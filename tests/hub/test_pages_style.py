"""How the pages look: large letters, colours far enough apart, and nothing loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from hub.pages import words

STYLE = Path(words.__file__).parent / "templates" / "style.css"


def colours() -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", STYLE.read_text()))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "paper", 7), ("hint", "paper", 7), ("action", "paper", 7), ("action", "white", 7), ("ink", "tile", 7),
        ("white", "done", 7), ("white", "action", 7), ("white", "stored", 7), ("white", "problem", 7),
        ("problem", "paper", 7), ("problem", "white", 7), ("line", "paper", 3), ("ink", "ring", 3),
    ],
)  # fmt: skip
def test_colours_are_far_enough_apart(text: str, ground: str, least: float) -> None:
    known = colours()
    assert contrast(known[text], known[ground]) >= least


def test_type_is_large_and_the_style_loads_nothing(client: httpx.Client) -> None:
    answer = client.get("/style.css")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "html { font-size: 125%" in answer.text
    assert "url(" not in answer.text
    assert "@import" not in answer.text
    small = [float(size) for size in re.findall(r"font-size: (\.?\d+(?:\.\d+)?)rem", answer.text)]
    assert min(small) >= 0.9
