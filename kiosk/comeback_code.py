"""Come-back codes: `XXXX-XXXX-XXXX-C`, the one thing that opens a saved visit, and the keys made from it (R21).

Twelve symbols and a check symbol, not six words: no list of Welsh words has been vetted for this, thirteen touches
write the code on the screen's keyboard, and it is read and copied as a tracking code is. The symbols are those of
tracking codes; no group may look like a word, and no tracking code may be left where one or two symbols are forgotten,
which leaves some 57 bits. A guess costs one Argon2id each, so that all of them together cost some hundred million
years of a processor. Nothing here is ever stored.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk import tracking_code
from kiosk.errors import AnswerError, KioskError
from kiosk.tracking_code import ALPHABET, check_symbol

GROUPS, GROUP = 3, 4
LENGTH = GROUPS * GROUP + 1
_LETTERS = frozenset(symbol for symbol in ALPHABET if symbol.isalpha())
_VOWELS = frozenset("AEUY")
_PURPOSE = b"come-back code 1"
Pick = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Cost:
    """What one guess costs: passes over so many bytes of memory (Argon2id)."""

    passes: int
    memory: int


MODERATE = Cost(3, 256 * 1024 * 1024)
"""libsodium's "moderate": about half a second of a small computer."""


@dataclass(frozen=True)
class ComeBackKeys:
    """Three values made from one code; none leads to another or back. Only `locator` may be known to others.

    `locator` (64 hex digits) is where the sealed draft is found, `seal` opens it, `token` ends it.
    """

    locator: str
    seal: bytes = field(repr=False)
    token: bytes = field(repr=False)

    @property
    def proof(self) -> str:
        """What is stored beside a draft: whoever shows the token that fits may end it."""
        return proof_of(self.token)


class LockingError(KioskError):
    """The computer cannot make keys from a code now."""


def new_code(pick: Pick = secrets.choice) -> str:
    """Return a fresh code as people see it."""
    while True:
        body = "".join(_group(pick) for _ in range(GROUPS))
        symbols = body + check_symbol(body)
        if not tracking_code.stands_in(symbols):
            return shown(symbols)


def shown(symbols: str) -> str:
    """Group the thirteen bare symbols as people see them: `XXXX-XXXX-XXXX-C`."""
    body = symbols[:-1]
    groups = [body[start : start + GROUP] for start in range(0, len(body), GROUP)]
    return "-".join([*groups, symbols[-1]])


def read(text: str) -> str:
    """Return the code in its one written form from what a person typed.

    Raises AnswerError as `kiosk.tracking_code.read` does; and `code-length` also for a tracking
    code with one or two symbols too many, which no come-back code looks like.
    """
    symbols = tracking_code.checked(text, (LENGTH,))
    if tracking_code.stands_in(symbols):
        raise AnswerError("code-length")
    return shown(symbols)


def keys_of(code: str, council: str, cost: Cost = MODERATE) -> ComeBackKeys:
    """Return the keys of a code in its one written form; takes about half a second. Raises LockingError.

    The council's id is the salt: a code has to be enough to find its draft from any kiosk, so there can be no other,
    and nobody can try one guess against two councils at once.
    """
    from nacl.exceptions import CryptoError
    from nacl.pwhash import argon2id

    salt = hashlib.blake2b(council.encode(), digest_size=argon2id.SALTBYTES, person=_PURPOSE).digest()
    password = code.replace("-", "").encode()
    try:
        master = argon2id.kdf(32, password, salt, opslimit=cost.passes, memlimit=cost.memory)
    except (CryptoError, MemoryError) as error:
        raise LockingError("there is too little memory to make keys from a come-back code") from error
    return ComeBackKeys(_part(master, b"locator").hex(), _part(master, b"seal"), _part(master, b"token"))


def proof_of(token: bytes) -> str:
    """Return what a token is known by: its sha-256 in hex."""
    return hashlib.sha256(token).hexdigest()


def _group(pick: Pick) -> str:
    while True:
        group = "".join(pick(ALPHABET) for _ in range(GROUP))
        if not _like_a_word(group):
            return group


def _like_a_word(group: str) -> bool:
    """Say whether three letters stand together and one of them is a vowel."""
    runs = [group[start : start + 3] for start in range(len(group) - 2)]
    return any(_LETTERS.issuperset(run) and not _VOWELS.isdisjoint(run) for run in runs)


def _part(master: bytes, name: bytes) -> bytes:
    return hashlib.blake2b(name, key=master, digest_size=32, person=_PURPOSE).digest()
