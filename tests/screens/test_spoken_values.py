"""How answers are heard on the page where they are checked."""

import pytest

from kiosk.language import Language
from screens.spoken_values import spoken_value


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        ("Food", "Food"),
        ("Food\nGas or electricity", "Food. Gas or electricity."),
        ("Ann Price, Family\n\nIfan Price, Friend\n", "Ann Price, Family. Ifan Price, Friend."),
        ("It leaks.\nDoes nobody come?", "It leaks. Does nobody come?"),
        ("", ""),
    ],
)
def test_several_things_are_heard_one_by_one(shown: str, heard: str) -> None:
    assert spoken_value(shown, "text", Language()) == heard
