"""What the kiosk asks the hub, and which answers it believes (faults 9 to 19)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import msgspec
from nacl.signing import SigningKey

from kiosk.errors import HubError
from kiosk.protocols import Tracking
from offline import wire
from offline.hub_keys import HubKeys, Learn
from offline.identity import Identity
from offline.judging import PROBLEM_TYPE, believed, header, judge, unreached
from offline.outbox import Due
from offline.outcomes import Outcome, Paused, Setback, Trouble, TryLater
from offline.secrets import DeviceSecrets
from offline.transport import Answer, HubSettings, Pouring, Transport, UnreachableError
from offline.wire.keys import SEALING_HEADER

_JSON = "application/json"
_PAGE = 250  # changes in one answer: each answer taken over costs the disk a sync


class _Health(msgspec.Struct):
    status: str
    epoch: str


class HubClient:
    """Speaks to the hub this kiosk joined. Blocks; one call at a time.

    Without `secrets` only `track` and `why_no_answer` work, which need none; with them the hub counts the questions of
    `track` as this kiosk's, and not as those of everybody behind the same address. `learn` keeps new keys of the hub.
    `sealing_told` is the id of the hub's sealing key as its answers name it, unsigned; empty before one did.
    """

    def __init__(
        self,
        settings: HubSettings,
        identity: Identity,
        secrets: DeviceSecrets | None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        learn: Learn = lambda _former, _new: None,
    ) -> None:
        self.sealing_told = ""
        self._identity = identity
        self._keys = HubKeys(identity.keys, self._chain_after, now, learn)
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
            return unreached(error)
        setback = judge(answer, self._now())
        if setback is not None:
            return setback
        body = self._opened(answer, wire.Results)
        return believed(items, body) if isinstance(body, wire.Results) else body

    def status(self, cursor: str) -> wire.StatusPage | Setback:
        """Return the changes after a cursor (empty for all). Never raises HubError."""
        query = urlencode({"limit": _PAGE} | ({"after": cursor} if cursor else {}))
        return self.ask("GET", f"/v1/status?{query}", wire.StatusPage)

    def ask(
        self, method: str, path: str, kind: type[wire.Body], *, body: bytes | None = None, body_type: str = _JSON
    ) -> wire.Body | Setback:
        """Ask the hub for something that it signs, a `kind`; `body` goes as `body_type`. Never raises HubError."""
        headers = self._headers(body_type if body is not None else "")
        try:
            answer = self._transport.ask(method, path, body=body, headers=headers)
        except UnreachableError as error:
            return unreached(error)
        setback = judge(answer, self._now())
        if setback is not None:
            return setback
        return self._opened(answer, kind)

    def fetch(
        self, path: str, kind: str, conditions: Mapping[str, str], take: Callable[[bytes], bool] | None = None
    ) -> Answer | Setback:
        """Return bytes of type `kind` that prove themselves, by a signature or digest of their own.

        `conditions` are If-None-Match or Range; an answer has status 200, 206 for a part, 304 for no news, or the
        hub's own 404. `take` gets the body of a 200 piece by piece (`offline.transport.Pouring`) and may raise what it
        likes; the answer's own body is empty then. Never raises HubError.
        """
        headers = self._headers() | {"Accept": f"{kind}, {PROBLEM_TYPE}"} | dict(conditions)
        try:
            answer = self._transport.ask("GET", path, headers=headers, pouring=Pouring(kind, take) if take else None)
        except UnreachableError as error:
            return unreached(error)
        if answer.status == 304 and "If-None-Match" in conditions:
            return answer
        if answer.status == 404 and answer.kind == PROBLEM_TYPE:
            return answer
        partly = answer.status == 206 and "Range" in conditions
        return judge(replace(answer, status=200) if partly else answer, self._now(), kind) or answer

    def track(self, tracking_code: str) -> Tracking | None:
        """Ask about a code in its one written form (`kiosk.protocols.Hub`). Raises HubError."""
        answer = self._transport.ask("GET", f"/v1/tracking/{quote(tracking_code, safe='')}", headers=self._headers())
        if answer.status == 404 and answer.kind == PROBLEM_TYPE:
            return None
        if judge(answer, self._now()) is not None:
            raise HubError(f"the hub cannot say now (status {answer.status})")
        tracked = self._opened(answer, wire.Tracked)
        if not isinstance(tracked, wire.Tracked):
            raise HubError("the hub's answer cannot be trusted")
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
            answer = self._transport.ask("GET", "/v1/health", headers={"Accept": f"{_JSON}, {PROBLEM_TYPE}"})
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

    def _opened(self, answer: Answer, kind: type[wire.Body]) -> wire.Body | Setback:
        body = self._keys.open(answer.body, kind)
        if isinstance(body, kind):
            self.sealing_told = header(answer, SEALING_HEADER)
        return body

    def _chain_after(self, receipt_id: str) -> Answer:
        path = f"/v1/keys/chain?{urlencode({'after': receipt_id})}"
        return self._transport.ask("GET", path, headers={"Accept": f"{_JSON}, {PROBLEM_TYPE}"})

    def _put(self, item: Due, signature: bytes) -> Answer:
        headers = self._headers(wire.ENVELOPE_TYPE)
        headers[wire.SIGNATURE_HEADER] = base64.b64encode(signature).decode()
        return self._transport.ask("PUT", f"/v1/submissions/{quote(item.id)}", body=item.envelope, headers=headers)

    def _post(self, items: Sequence[Due], signatures: Sequence[bytes]) -> Answer:
        batch = wire.Batch(
            [wire.SignedEnvelope(item.envelope, sign) for item, sign in zip(items, signatures, strict=True)]
        )
        headers = self._headers(_JSON)
        return self._transport.ask("POST", "/v1/submissions", body=msgspec.json.encode(batch), headers=headers)

    def _headers(self, content_type: str = "") -> dict[str, str]:
        headers = {wire.KIOSK_HEADER: self._identity.kiosk, "Accept": f"{wire.REPLY_TYPE}, {PROBLEM_TYPE}"}
        return headers | ({"Content-Type": content_type} if content_type else {})


def _healthy(answer: Answer) -> bool:
    try:
        return answer.kind == _JSON and msgspec.json.decode(answer.body, type=_Health).status == "ok"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
