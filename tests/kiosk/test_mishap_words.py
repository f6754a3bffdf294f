"""Staff read what happened to the queue's file, what it means, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.commands import mishap_words
from offline.events import Kind
from offline.mishaps import TOLD, Mishap, Mishaps
from offline.missing import Missing

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize("kind", TOLD)
def test_every_kind_has_words_that_say_what_helps(kind: Kind) -> None:
    words = mishap_words.meaning(Mishap(NOW, kind, "12"))
    assert words.endswith(".")
    assert len(words.split()) > 10
    assert "{" not in words


def test_what_happened_long_ago_is_left_out_and_what_waits_for_staff_stays() -> None:
    long_ago = Mishap(NOW - timedelta(days=31), Kind.DISK_ERROR, "")
    lately = Mishap(NOW - timedelta(days=29), Kind.OLDER_COPY, "2")
    lost = Missing("KK-2222-2222-2", "2026-10-20", NOW)
    seen = Missing("KK-3333-3333-3", "", NOW, NOW, "Angharad")
    told = mishap_words.lines(Mishaps((lately, long_ago), (lost, seen), ("queue-damaged-1.db",)), NOW)
    assert [line.split()[0] for line in told] == ["2026-10-24", "queue-damaged-1.db:", "KK-2222-2222-2:"]
    assert "hub show KK-2222-2222-2" in told[-1]
    assert mishap_words.lines(Mishaps((long_ago,), (), ()), NOW) == []


def test_of_a_copy_that_does_not_go_staff_read_what_to_settle_first() -> None:
    words = mishap_words.about_copy("queue-before-step-0008.db")
    assert words.startswith("queue-before-step-0008.db: ")
    assert "Settle what is quarantined or missing" in words
