"""Words that somebody looked for and that no list of the council knows: they may be a name, or about a person.

Of each only a keyed hash is kept, a month long, until so many separate visits used it that it is nobody's own word.
The key comes from the device's seed, which is no part of the queue's file.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import date

from offline.database import Database

VISITS = 5
"""So many visits have to use a word before it is counted by name."""

_MOST = 12  # words of one visit
_NOTE = """INSERT INTO searched_words (month, digest, visits) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET visits = visits + 1 RETURNING visits"""


class SearchedWords:
    """Every method is one transaction and may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def used(self, day: date, seed: bytes, words: Iterable[str]) -> dict[str, int]:
        """Note what one visit looked for; return the words that may be counted by name, and how often each.

        The visit with which a word becomes known counts for all before it.
        """
        month = f"{day:%Y-%m}"
        found = {}
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM searched_words WHERE month <> ?", (month,))
            for word in sorted(set(words))[:_MOST]:
                (visits,) = connection.execute(_NOTE, (month, digest_of(seed, month, word))).fetchone()
                if visits >= VISITS:
                    found[word] = VISITS if visits == VISITS else 1
        return found


def digest_of(seed: bytes, month: str, word: str) -> bytes:
    """Return a word's hash in a month: another month, or another kiosk, has another for the same word."""
    key = hmac.digest(seed, f"searched words {month}".encode(), "sha256")
    return hmac.digest(key, word.encode(), "sha256")
