import pytest

from kiosk.toml_lines import Step, line_at, line_of

TEXT = """name = "A"   # line 1
"quoted.key" = 2

[words.bins.food]
label = "Food"

[words.bins.glass]   # line 7
label = "Glass"

[[page]]
id = "one"

[page.options]
a = "A"

[[page]]  # line 16
id = "two"
options_from.fact = "x"

[page.options]
a = "A"

[[page.alternatives]]
label = "First"

[[page.alternatives]]
label = "Second"
"""


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (("name",), 1),
        (("quoted.key",), 2),
        (("nothing",), 1),
        (("words", "bins", "glass", "label"), 8),
        (("words", "bins", "glass", "short"), 7),
        (("page", 0, "id"), 11),
        (("page", 0, "options", "a"), 14),
        (("page", 1), 16),
        (("page", 1, "hint"), 16),
        (("page", 1, "options_from", "fact"), 18),
        (("page", 1, "options", "a"), 21),
        (("page", 1, "options", "b"), 20),
        (("page", 1, "alternatives", 1, "label"), 27),
        (("page", 5, "id"), 1),
    ],
)
def test_the_line_of_what_the_steps_lead_to(steps: tuple[Step, ...], line: int) -> None:
    assert line_at(TEXT, steps) == line


def test_a_table_may_be_named_with_dots() -> None:
    assert line_of(TEXT, "words.bins.glass", None, "label") == 8
    assert line_of(TEXT, "page", 1, "options") == 20
