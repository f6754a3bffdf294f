"""What an answer means: by its status and type first, then what of its signed body is believed (faults 9 to 19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from offline import wire
from offline.backoff import read_retry_after
from offline.outbox import Due
from offline.outcomes import Delivered, Paused, Refused, Setback, TooLarge, Trouble, TryLater
from offline.transport import Answer, UnreachableError

PROBLEM_TYPE = "application/problem+json"
_REFUSALS = {400: "malformed", 409: "conflict", 422: "malformed"}
_REASONS = frozenset({"conflict", "signature", "wrong-kiosk", "malformed", "unknown-key", "revoked", "chunk"})


class _Problem(msgspec.Struct):
    reason: str = ""


def judge(answer: Answer, now: datetime, kind: str = wire.REPLY_TYPE) -> Setback | None:  # noqa: PLR0911 -- one table
    """Return what status and type mean, None where it may hold what was asked for (content type `kind`)."""
    status, from_a_hub = answer.status, answer.kind == PROBLEM_TYPE
    if status in (200, 201):
        return None if answer.kind == kind else Paused(Trouble.CAPTIVE_PORTAL)
    if 300 <= status < 400:
        return Paused(Trouble.REDIRECTED)
    if status == 511:
        return Paused(Trouble.CAPTIVE_PORTAL)
    if status in (408, 425, 429) or status >= 500:
        reason = Trouble.HUB_ERROR if status == 500 else Trouble.HUB_BUSY
        return TryLater(reason, read_retry_after(header(answer, "retry-after"), now))
    if status in (401, 403):
        return Paused(_turned_away(answer) if from_a_hub else Trouble.BLOCKED)
    if status == 407:
        return Paused(Trouble.PROXY)
    if status == 413:
        return TooLarge(by_hub=from_a_hub)
    # Only a hub speaks problem+json: a filter on the way must not get a submission quarantined.
    if from_a_hub and status in _REFUSALS:
        return Refused(_reason(answer) or _REFUSALS[status])
    return Paused(Trouble.NOT_A_HUB)


def believed(items: Sequence[Due], body: wire.Results) -> Delivered:
    """Return the results that name a submission that was sent, with the digest of its bytes, once each."""
    asked = {item.id: item for item in items}
    results: dict[str, wire.Result] = {}
    alerts: list[tuple[str, str]] = []
    for result in body.results:
        item = asked.get(result.id)
        if item is None:
            alerts.append(("", "wrong-id"))
        elif result.digest != item.digest:  # a refusal, too, may be of bytes that were spoilt on the way
            alerts.append((result.id, Trouble.WRONG_DIGEST))
        else:
            results[result.id] = result
    return Delivered(body.epoch, tuple(results.values()), tuple(alerts))


def unreached(error: UnreachableError) -> Setback:
    """Return what it means that no usable answer came."""
    return Paused(error.reason) if error.pauses else TryLater(error.reason)


def header(answer: Answer, name: str) -> str:
    """Return a header of an answer, whatever the case of its name; empty where there is none."""
    return next((value for key, value in answer.headers.items() if key.lower() == name.lower()), "")


def _turned_away(answer: Answer) -> Trouble:
    return Trouble.REVOKED if answer.status == 403 and _reason(answer) == "revoked" else Trouble.NOT_AUTHORISED


def _reason(answer: Answer) -> str:
    """Return the reason that a problem names, where it is one of the known codes."""
    try:
        reason = msgspec.json.decode(answer.body, type=_Problem).reason
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return reason if reason in _REASONS else ""
