"""Words that no list knows: hashes until five visits used them, and never longer than a month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from canaries import assert_no_canary

from offline.searched_words import VISITS, digest_of
from offline.store import Store

DAY, NEXT_MONTH = date(2026, 11, 22), date(2026, 12, 1)
SEED, OTHER = bytes(range(32)), bytes(32)
WORD = "zebedeequill"


def used(store: Store, day: date = DAY, seed: bytes = SEED, *words: str) -> dict[str, int]:
    return store.searched_words.used(day, seed, words or [WORD])


def test_a_word_is_told_by_name_from_the_fifth_visit_on_and_counts_for_all_before(store: Store) -> None:
    assert [used(store) for _ in range(VISITS + 1)] == [{}] * 4 + [{WORD: 5}, {WORD: 1}]


def test_a_word_counts_once_a_visit(store: Store) -> None:
    for _ in range(VISITS - 1):
        assert used(store, DAY, SEED, WORD, WORD, WORD) == {}


def test_another_month_begins_anew_and_leaves_nothing_of_the_one_before(store: Store) -> None:
    for _ in range(VISITS):
        used(store)
    assert used(store, NEXT_MONTH) == {}
    assert used(store) == {}


def test_no_file_has_the_word(home: Path, store: Store) -> None:
    for _ in range(VISITS - 1):
        used(store)
    assert_no_canary(home, [WORD])


def test_a_hash_is_of_one_kiosk_and_month() -> None:
    hashes = {digest_of(seed, month, WORD) for seed in (SEED, OTHER) for month in ("2026-11", "2026-12")}
    assert len(hashes) == 4


def test_one_visit_notes_no_more_words_than_somebody_types(store: Store) -> None:
    many = [f"word{number:02}" for number in range(40)]
    for _ in range(VISITS):
        told = used(store, DAY, SEED, *many)
    assert len(told) == 12
