"""The kiosks that may send: invited with a code, enrolled once, known by a token, revoked for ever."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.exc import IntegrityError

from hub.database import Database
from hub.key_ring import KeyRing
from hub.tables import kiosk as table
from kiosk.errors import KioskError, UnknownError, UsageError
from kiosk.tracking_code import is_prefix, new_prefix
from offline.wire import enrolment_code

CODE_LIFE = timedelta(days=7)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,58}[A-Za-z0-9])?")  # goes into an HTTP header
_DEVICE_KEY_BYTES = 32
_PREFIX_TRIES = 5
_HASH_OF_NOTHING = "-" * 64  # as long as a hash, and never one


class KioskNameError(KioskError):
    """A kiosk's name that cannot be used, or that no kiosk has."""


class UnknownKioskError(KioskNameError, UnknownError):
    """No kiosk has this name."""


class NotANameError(KioskNameError, UsageError):
    """A kiosk's name in signs or of a length that no kiosk may have."""


class NotAuthenticatedError(KioskError):
    """No kiosk has this name and token."""


class RevokedError(KioskError):
    """The kiosk was revoked: nothing is taken from it any more."""


class EnrolmentError(KioskError):
    """An enrolment that is refused. `reason` is one of unknown, expired, used, revoked, device-key."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True)
class EnrolledKiosk:
    """A kiosk that joined; `device_key` checks its signatures. Only one that is not revoked may send."""

    name: str
    prefix: str
    device_key: bytes
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """A kiosk as staff see it in a list."""

    name: str
    state: Literal["invited", "expired", "enrolled", "revoked"]
    prefix: str
    enrolled_at: datetime | None
    revoked_at: datetime | None = None


class Kiosks:
    """Who may send. Every method is one transaction."""

    def __init__(self, database: Database, ring: KeyRing, now: Callable[[], datetime]) -> None:
        self._database = database
        self._ring = ring
        self._now = now

    def invite(self, name: str, prefix: str = "") -> str:
        """Return a fresh enrolment code, good once and for seven days. Raises KioskNameError or NotANameError.

        A kiosk that has not joined yet gets a new code and the old one stops working. With the `prefix` that a kiosk
        had at this hub before it was restored from a backup without it, what that kiosk holds is still taken.
        """
        if not _NAME.fullmatch(name):
            raise NotANameError(
                "A kiosk's name has 1 to 60 letters A to Z, digits, spaces, dots, hyphens and underscores, "
                "and begins and ends with a letter or digit."
            )
        if prefix and not is_prefix(prefix):
            raise NotANameError("A prefix is the two or three signs that a kiosk's tracking codes begin with, like KT.")
        secret = secrets.token_bytes(10)
        fresh: dict[str, object] = {"secret_hash": _hash(secret), "secret_expires_at": self._now() + CODE_LIFE}
        with self._database.writing() as connection:
            known = _find(connection, name)
            if prefix:
                holder = connection.execute(select(table.c.name).where(table.c.prefix == prefix)).scalar()
                if holder not in (None, name):
                    raise KioskNameError(f"The prefix {prefix} is that of {holder!r}. `hub kiosks` lists them.")
                fresh["prefix"] = prefix
            if known is None:
                connection.execute(table.insert().values(name=name, created_at=self._now(), latest_cursor=0, **fresh))
            elif known.enrolled_at is not None or known.revoked_at is not None:
                raise KioskNameError(
                    f"The name {name!r} is taken: a kiosk's name is never used twice. Choose another one."
                )
            else:
                connection.execute(update(table).where(table.c.name == name).values(**fresh))
        return enrolment_code(secret, self._ring.now().public().receipt)

    def renew(self, name: str) -> str:
        """Return a code with which a kiosk that lost its own key joins again under its name and prefix.

        What waits there is sealed under that name. The lost key counts until the new one has joined. Raises
        KioskNameError for a kiosk that never joined, or was revoked.
        """
        secret = secrets.token_bytes(10)
        fresh = {"secret_hash": _hash(secret), "secret_expires_at": self._now() + CODE_LIFE, "renewable": True}
        with self._database.writing() as connection:
            known = _find(connection, name)
            if known is None or known.enrolled_at is None:
                raise UnknownKioskError(f"No kiosk has joined as {name!r}. `hub kiosks` lists them.")
            if known.revoked_at is not None:
                raise KioskNameError(f"{name!r} was revoked: carry what waits there by stick (`hub import`).")
            connection.execute(update(table).where(table.c.name == name).values(**fresh))
        return enrolment_code(secret, self._ring.now().public().receipt)

    def enrol(self, secret: str, device: bytes) -> tuple[EnrolledKiosk, str]:
        """Return the kiosk that `secret` (hex) names, and its token. Raises EnrolmentError.

        The same device may ask again until the code expires and gets the same answer, in case the first one was lost.
        """
        if len(device) != _DEVICE_KEY_BYTES:
            raise EnrolmentError("device-key", "The device key must have 32 bytes.")
        try:
            hashed = _hash(bytes.fromhex(secret))
        except ValueError as error:
            raise EnrolmentError("unknown", "This enrolment code is not known here.") from error
        token = self._token(secret, device)
        for _ in range(_PREFIX_TRIES):
            try:
                with self._database.writing() as connection:
                    return self._enrol(connection, hashed, device, token), token
            except IntegrityError:  # another kiosk got this prefix in the same moment
                continue
        raise EnrolmentError("unknown", "No prefix was free. Try again.")

    def _enrol(self, connection: Connection, hashed: str, device: bytes, token: str) -> EnrolledKiosk:
        row = connection.execute(select(table).where(table.c.secret_hash == hashed)).one_or_none()
        if row is None:
            raise EnrolmentError("unknown", "This enrolment code is not known here.")
        if row.revoked_at is not None:
            raise EnrolmentError("revoked", "This kiosk was revoked.")
        if row.secret_expires_at <= self._now():
            raise EnrolmentError("expired", "This enrolment code is older than seven days. Ask for a new one.")
        if row.renewable:
            return self._renewed(connection, row, device, token)
        if row.device_key is not None:
            if not hmac.compare_digest(row.device_key, device):
                raise EnrolmentError("used", "Another computer used this enrolment code. Ask for a new one.")
            return EnrolledKiosk(row.name, row.prefix, device)
        taken = {prefix for prefix in connection.scalars(select(table.c.prefix)) if prefix}
        prefix = row.prefix or new_prefix(taken)
        changed = connection.execute(
            update(table)
            .where(table.c.name == row.name, table.c.device_key.is_(None))
            .values(device_key=device, prefix=prefix, token_hash=_hash(token.encode()), enrolled_at=self._now())
        )
        if changed.rowcount != 1:
            raise EnrolmentError("used", "Another computer used this enrolment code. Ask for a new one.")
        return EnrolledKiosk(row.name, prefix, device)

    def _renewed(self, connection: Connection, row: Row[Any], device: bytes, token: str) -> EnrolledKiosk:
        changed = connection.execute(
            update(table)
            .where(table.c.name == row.name, table.c.renewable)
            .values(device_key=device, token_hash=_hash(token.encode()), renewable=False)
        )
        if changed.rowcount != 1:
            raise EnrolmentError("used", "Another computer used this enrolment code. Ask for a new one.")
        return EnrolledKiosk(row.name, row.prefix, device)

    def authenticate(self, name: str, token: str) -> EnrolledKiosk:
        """Return the kiosk with this name and token. Raises NotAuthenticatedError or RevokedError."""
        with self._database.reading() as connection:
            row = _find(connection, name)
        expected = row.token_hash if row is not None and row.token_hash else _HASH_OF_NOTHING
        # Compared without a row too, so that the time it takes names no kiosk.
        fits = hmac.compare_digest(expected, _hash(token.encode()))
        if row is None or not fits:
            raise NotAuthenticatedError("No kiosk has this name and token.")
        if row.revoked_at is not None:
            raise RevokedError("This kiosk was revoked. Nothing is taken from it any more.")
        return EnrolledKiosk(row.name, row.prefix, row.device_key)

    def known(self, name: str) -> EnrolledKiosk:
        """Return a kiosk that joined once, revoked or not: `revoked_at` says since when. For queues carried by hand.

        Raises KioskNameError where none of this name ever joined.
        """
        with self._database.reading() as connection:
            row = _find(connection, name)
        if row is None or row.device_key is None:
            raise UnknownKioskError(f"No kiosk named {name!r} ever joined. `hub kiosks` lists them.")
        return EnrolledKiosk(row.name, row.prefix, row.device_key, row.revoked_at)

    def revoke(self, name: str) -> None:
        """Take nothing from this kiosk any more. Doing it twice is no harm. Raises KioskNameError."""
        with self._database.writing() as connection:
            row = _find(connection, name)
            if row is None:
                raise UnknownKioskError(f"No kiosk is named {name!r}. `hub kiosks` lists them.")
            if row.revoked_at is None:
                connection.execute(update(table).where(table.c.name == name).values(revoked_at=self._now()))

    def listed(self) -> list[Listed]:
        """Return every kiosk by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.name)).all()
        return [Listed(row.name, self._state(row), row.prefix or "", row.enrolled_at, row.revoked_at) for row in rows]

    def _state(self, row: Row[Any]) -> Literal["invited", "expired", "enrolled", "revoked"]:
        if row.revoked_at is not None:
            return "revoked"
        if row.enrolled_at is not None:
            return "enrolled"
        return "expired" if row.secret_expires_at <= self._now() else "invited"

    def _token(self, secret: str, device: bytes) -> str:
        """Return the token: derived, so that it can be told again and only its hash be kept."""
        message = b"civic-kiosk token 1\0" + bytes.fromhex(secret) + device
        return base64.urlsafe_b64encode(hmac.digest(self._ring.now().token, message, "sha256")).decode().rstrip("=")


def _find(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(table).where(table.c.name == name)).one_or_none()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
