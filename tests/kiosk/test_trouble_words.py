"""Staff read words for every code that sync and the hub can give."""

from __future__ import annotations

import pytest

from kiosk.commands.trouble_words import meaning
from offline.outcomes import Trouble

HUB_REASONS = (
    "conflict",
    "signature",
    "wrong-kiosk",
    "malformed",
    "unknown-key",
    "revoked",
)  # offline.wire.Result
HUB_REASONS += ("seal", "payload", "header", "fault")
OUR_REASONS = ("refused", "too-large", "damaged", "refused-by-hub", "wrong-id")


@pytest.mark.parametrize("code", [*(trouble.value for trouble in Trouble), *HUB_REASONS, *OUR_REASONS])
def test_every_code_has_words_that_say_what_helps(code: str) -> None:
    words = meaning(code)
    assert words != code
    assert words.endswith((".", "skipped."))
    assert len(words.split()) >= 5


def test_only_what_passes_is_tried_again_and_only_where_somebody_tries() -> None:
    assert meaning("timeout").endswith("It is tried again by itself.")
    assert "tried again" not in meaning("not-a-hub")
    assert not [code for code in Trouble if "tried again" in meaning(code, repeats=False)]


def test_a_code_that_nobody_knows_is_shown_as_it_is() -> None:
    assert meaning("something-new") == "something-new"
