"""What the kiosk asks the hub, and which answers it believes (faults 9 to 19)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import msgspec
from nacl.signing import SigningKey

from kiosk.errors import HubError
from kiosk.protocols import Tracking
from offline import wire
from offline.backoff import read_retry_after
from offline.identity import Identity
from offline.outbox import Due
from offline.outcomes import Delivered, Outcome, Paused, Refused, Setback, TooLarge, Trouble, TryLater
from offline.secrets import DeviceSecrets
from offline.transport import Answer, HubSettings, Transport, UnreachableError

PROBLEM_TYPE = "application/problem+json"
_HEALTH_TYPE = "application/json"
_REFUSALS = {400: "malformed", 409: "conflict", 422: "malformed"}
_REASONS = frozenset({"conflict", "signature", "wrong-kiosk", "malformed", "unknown-key", "revoked"})


class _Problem(msgspec.Struct):
    reason: str = ""


class _Health(msgspec.Struct):
    status: str
    epoch: str


class HubClient:
    """Speaks to the hub this kiosk joined. Blocks; one call at a time.

    Without `secrets` only `track` and `why_no_answer` work, which need none; with them the hub counts the questions of
    `track` as this kiosk's, and not as those of everybody behind the same address.
    """

    def __init__(
        self,
        settings: HubSettings,
        identity: Identity,
        secrets: DeviceSecrets | None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._identity = identity
        self._device = SigningKey(secrets.seed) if secrets else None
        self._transport = Transport(settings, secrets.token if secrets else "")
        self._now = now

    def send(self, items: Sequence[Due]) -> Outcome:
        """Send submissions, together where there are several; the bytes are those stored. Never raises HubError."""
        if self._device is None:
            return Paused(Trouble.NO_SECRETS)
        signatures = [wire.sign_envelope(item.envelope, self._device) for item in items]
        try:
            answer = self._put(items[0], signatures[0]) if len(items) == 1 else self._post(items, signatures)
        except UnreachableError as error:
            return _unreached(error)
        setback = judge(answer, self._now())
        if setback is not None:
            return setback
        try:
            body = wire.open_reply(answer.body, wire.Results, self._identity.keys.receipt)
        except wire.WireError:
            return Paused(Trouble.UNTRUSTED)
        return believed(items, body)

    def status(self, cursor: str) -> wire.StatusPage | Setback:
        """Return the changes after a cursor (empty for all). Never raises HubError."""
        query = urlencode({"after": cursor}) if cursor else ""
        try:
            answer = self._transport.ask("GET", "/v1/status" + (f"?{query}" if query else ""), headers=self._headers())
        except UnreachableError as error:
            return _unreached(error)
        setback = judge(answer, self._now())
        if setback is not None:
            return setback
        try:
            return wire.open_reply(answer.body, wire.StatusPage, self._identity.keys.receipt)
        except wire.WireError:
            return Paused(Trouble.UNTRUSTED)

    def track(self, tracking_code: str) -> Tracking | None:
        """Ask about a code in its one written form (`kiosk.protocols.Hub`). Raises HubError."""
        answer = self._transport.ask("GET", f"/v1/tracking/{quote(tracking_code, safe='')}", headers=self._headers())
        if answer.status == 404 and answer.kind == PROBLEM_TYPE:
            return None
        if judge(answer, self._now()) is not None:
            raise HubError(f"the hub cannot say now (status {answer.status})")
        try:
            tracked = wire.open_reply(answer.body, wire.Tracked, self._identity.keys.receipt)
        except wire.WireError as error:
            raise HubError(f"the hub's answer cannot be trusted: {error}") from error
        if tracked.tracking_code != tracking_code:
            raise HubError("the hub answered about another code than the one asked for")
        return Tracking(
            tracking_code=tracked.tracking_code,
            status=tracked.status,
            at=tracked.at,
            received_at=tracked.received_at,
            journey=tracked.journey,
            note=tracked.note,
            due=wire.iso_date(tracked.due),
            state=tracked.state,
        )

    def why_no_answer(self) -> str:
        """Return "" where a hub answers at the address, else why not: a code of `Trouble`. Never raises HubError."""
        try:
            answer = self._transport.ask("GET", "/v1/health", headers={"Accept": f"{_HEALTH_TYPE}, {PROBLEM_TYPE}"})
        except UnreachableError as error:
            return error.reason
        if answer.status == 200:
            return "" if _healthy(answer) else Trouble.CAPTIVE_PORTAL
        setback = judge(answer, self._now())
        return setback.reason if isinstance(setback, TryLater | Paused) else Trouble.NOT_A_HUB

    def stop(self) -> None:
        """End the call under way, from another thread; later ones end at once, too."""
        self._transport.stop()

    def close(self) -> None:
        """Close idle connections."""
        self._transport.close()

    def _put(self, item: Due, signature: bytes) -> Answer:
        headers = self._headers(wire.ENVELOPE_TYPE)
        headers[wire.SIGNATURE_HEADER] = base64.b64encode(signature).decode()
        return self._transport.ask("PUT", f"/v1/submissions/{quote(item.id)}", body=item.envelope, headers=headers)

    def _post(self, items: Sequence[Due], signatures: Sequence[bytes]) -> Answer:
        batch = wire.Batch(
            [wire.SignedEnvelope(item.envelope, sign) for item, sign in zip(items, signatures, strict=True)]
        )
        headers = self._headers("application/json")
        return self._transport.ask("POST", "/v1/submissions", body=msgspec.json.encode(batch), headers=headers)

    def _headers(self, content_type: str = "") -> dict[str, str]:
        headers = {wire.KIOSK_HEADER: self._identity.kiosk, "Accept": f"{wire.REPLY_TYPE}, {PROBLEM_TYPE}"}
        return headers | ({"Content-Type": content_type} if content_type else {})


def judge(answer: Answer, now: datetime) -> Setback | None:  # noqa: PLR0911 -- a table of statuses reads best as one
    """Return what an answer's status and type mean, None where it may hold a signed reply."""
    status, from_a_hub = answer.status, answer.kind == PROBLEM_TYPE
    if status in (200, 201):
        return None if answer.kind == wire.REPLY_TYPE else Paused(Trouble.CAPTIVE_PORTAL)
    if 300 <= status < 400:
        return Paused(Trouble.REDIRECTED)
    if status == 511:
        return Paused(Trouble.CAPTIVE_PORTAL)
    if status in (408, 425, 429) or status >= 500:
        reason = Trouble.HUB_ERROR if status == 500 else Trouble.HUB_BUSY
        return TryLater(reason, read_retry_after(_header(answer, "retry-after"), now))
    if status in (401, 403):
        return Paused(Trouble.NOT_AUTHORISED if from_a_hub else Trouble.BLOCKED)
    if status == 407:
        return Paused(Trouble.PROXY)
    if status == 413:
        return TooLarge()
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
        elif result.state != "refused" and result.digest != item.digest:
            alerts.append((result.id, Trouble.WRONG_DIGEST))
        else:
            results[result.id] = result
    return Delivered(body.epoch, tuple(results.values()), tuple(alerts))


def _healthy(answer: Answer) -> bool:
    try:
        return answer.kind == _HEALTH_TYPE and msgspec.json.decode(answer.body, type=_Health).status == "ok"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _unreached(error: UnreachableError) -> Setback:
    return Paused(error.reason) if error.pauses else TryLater(error.reason)


def _reason(answer: Answer) -> str:
    """Return the reason that a problem names, where it is one of the known codes."""
    try:
        reason = msgspec.json.decode(answer.body, type=_Problem).reason
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return reason if reason in _REASONS else ""


def _header(answer: Answer, name: str) -> str:
    return next((value for key, value in answer.headers.items() if key.lower() == name), "")
