"""Which copy of a saved visit counts, of this kiosk's and the hub's."""

from __future__ import annotations

import pytest

from kiosk.app.draft_look_up import latest
from kiosk.comeback_code import ComeBackKeys
from offline.drafts import KeptDraft
from offline.wire.drafts import DraftReply, Standing

KEYS = ComeBackKeys("ab" * 32, b"s" * 32, b"t" * 32)


def here(state: Standing = "kept", revision: int = 1, told: str = "") -> KeptDraft:
    return KeptDraft(KEYS.locator, state, revision, b"here" if state == "kept" else b"", KEYS.proof, None, told)


def hub(state: Standing = "kept", revision: int = 1) -> DraftReply:
    return DraftReply("epoch", KEYS.locator, state, revision, "", b"hub" if state == "kept" else b"")


@pytest.mark.parametrize(
    ("own", "others", "state", "sealed"),
    [
        (None, None, "unknown", b""),
        (None, hub("unknown"), "unknown", b""),
        (None, hub(), "kept", b"hub"),
        (here(), None, "kept", b"here"),
        (here(), hub("unknown"), "kept", b"here"),  # not there yet
        (here(revision=1), hub(revision=2), "kept", b"hub"),  # went on elsewhere
        (here(revision=3), hub(revision=2), "kept", b"here"),  # went on here, and the hub has not heard yet
        (here("sent"), hub(revision=9), "sent", b""),  # sent here, and the hub has not heard yet
        (here(revision=9), hub("sent"), "sent", b""),  # sent elsewhere
        (here(revision=2), hub("expired"), "kept", b"here"),  # saved again here
        (here(), hub("expired", 1), "expired", b""),
        (here("expired"), hub(revision=2), "kept", b"hub"),  # saved again elsewhere
        (here("expired"), None, "expired", b""),
    ],
)
def test_sent_counts_for_ever_and_else_the_later_revision(
    own: KeptDraft | None, others: DraftReply | None, state: Standing, sealed: bytes
) -> None:
    found = latest(KEYS, own, others)
    assert (found.state, found.sealed) == (state, sealed)
    assert found.asked_the_hub == (others is not None)


def test_only_a_copy_that_the_hub_had_and_cannot_be_asked_about_may_be_an_older_one() -> None:
    assert latest(KEYS, here(told="epoch"), None).maybe_older
    assert not latest(KEYS, here(), None).maybe_older, "it was never anywhere else"
    assert not latest(KEYS, here(told="epoch"), hub()).maybe_older


def test_nothing_secret_stands_in_what_a_log_would_print() -> None:
    assert "here" not in repr(latest(KEYS, here(), None))
    assert repr(KEYS.seal) not in repr(latest(KEYS, here(), None))
