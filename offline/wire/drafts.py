"""Saved visits on their way to the hub and to another kiosk: sealed bytes under a locator that says nothing (R21)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

SEALED_LIMIT = 256 * 1024
BODY_LIMIT = 512 * 1024
"""Of a request: the sealed bytes in base64, and the rest."""

LOCATOR = r"^[0-9a-f]{64}\Z"
_Digest = Annotated[str, msgspec.Meta(pattern=LOCATOR)]
Standing = Literal["kept", "sent", "expired", "unknown"]


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of PUT /v1/drafts/LOCATOR. Safe to repeat: a higher `revision` of the same code takes its place.

    `proof` is the sha-256 of the token that ends it. `ends_at` is missing where the kiosk's clock was not trusted.
    """

    revision: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    sealed: Annotated[bytes, msgspec.Meta(min_length=1, max_length=SEALED_LIMIT)]  # base64 in JSON
    proof: _Digest
    ends_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class DraftEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of POST /v1/drafts/LOCATOR/end: it was sent, and is to be forgotten."""

    token: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class DraftReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed answer to all three ways to speak of a draft; `sealed` only to GET, and only of one that is kept.

    `digest` is the sha-256 of the sealed bytes as the hub has them.
    """

    epoch: str
    locator: str
    state: Standing
    revision: int = 0
    digest: str = ""
    sealed: bytes = b""
