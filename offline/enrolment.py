"""Joining a hub: a new device key, the hub's keys pinned by the code that staff typed, nothing half done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from nacl.signing import SigningKey

from kiosk.errors import KioskError, UsageError
from offline import wire
from offline.address import checked
from offline.identity import Identity
from offline.judging import PROBLEM_TYPE, judge
from offline.outcomes import Paused, Trouble, TryLater
from offline.secrets import DeviceSecrets, Secrets
from offline.store import Store
from offline.transport import Answer, HubSettings, Transport, UnreachableError
from offline.wire.keys import KeyChain, follow

_JSON = "application/json"
_NEW_CODE = "Ask for a new one: `hub kiosks add NAME`"
_REFUSALS = {
    "unknown": "the hub does not know this code: check its first four groups. It may be of another hub, or a newer code"
    f" for the same kiosk took its place. {_NEW_CODE}",
    "used": "this code has been used, and it is good only once: by this computer before (`kiosk status` names what it"
    f" joined), or by another. {_NEW_CODE}",
    "expired": f"this code is older than seven days. {_NEW_CODE}",
    "revoked": "the kiosk that this code is for was revoked. Ask for a code with another name: `hub kiosks add NAME`",
}
# What a proxy in front of a hub says by itself; a hub's own refusals are problems.
_FROM_IN_FRONT = frozenset({408, 425, 429, 502, 503, 504, 511})


class EnrolmentError(KioskError):
    """The kiosk did not join; what it was before it still is.

    `trouble` is a code of `offline.outcomes.Trouble` where no hub was reached or believed, else empty.
    """

    kind = "enrolment"

    def __init__(self, detail: str, trouble: str = "") -> None:
        super().__init__(detail)
        self.trouble = trouble

    def facts(self) -> Mapping[str, object]:
        """Return why no hub was reached or believed."""
        return {"reason": self.trouble} if self.trouble else {}


class NotACodeError(EnrolmentError, UsageError):
    """What was typed is no enrolment code."""


class _Problem(msgspec.Struct):
    reason: str = ""


def enrol(store: Store, secrets: Secrets, settings: HubSettings, code: str) -> Identity:
    """Join the hub at `settings.url` with the code that `hub kiosks add` printed; returns who this kiosk is now.

    Interrupted anywhere, it can be repeated with the same code: the device key is kept before the hub hears of it.
    What waits stays, where the code lets this kiosk join its own hub again under its own name. Where it gets another
    one there, the former key signs what is still held before it goes (`offline.former_names`).
    The code's secret is sent only to a hub that has the key which the code names, so a slip does not use the code up.
    Raises EnrolmentError, AddressError, SecretsError, StorageError.
    """
    url = checked(settings.url)
    try:
        secret, fingerprint = wire.read_enrolment_code(code)
    except wire.WireError as error:
        raise NotACodeError(str(error)) from error
    known, waiting = store.identity(), store.outbox.unsent()
    transport = Transport(settings)
    try:
        same_hub = known is not None and _has_the_key(transport, url, known.keys, fingerprint)
        if not same_hub:
            _leave_nothing_behind(waiting, store.outbox.to_be_carried())
        before = _with_pending(secrets)
        _check_hub(transport, url, fingerprint)
        enrolled = _join(transport, url, secret, fingerprint, SigningKey(before.pending))
    finally:
        transport.close()
    another_name = known is None or enrolled.kiosk != known.kiosk
    if waiting and known is not None and another_name:
        raise EnrolmentError(
            f"this code is for another kiosk than {known.kiosk!r}, and only under that name can the {waiting} forms"
            f" that wait here be sent. Ask for: `hub kiosks renew {known.kiosk}`"
        )
    if known is not None and same_hub and another_name and before.seed != before.pending:
        # Where the two are the same, an earlier try that broke off has signed with the former one.
        store.sign_all_of(known.kiosk, SigningKey(before.seed) if before.seed else None)
    secrets.write(DeviceSecrets(before.pending, enrolled.token, before.pending))
    identity = Identity(enrolled.kiosk, enrolled.prefix, url, enrolled.public_url, enrolled.keys)
    store.enrol(identity, enrolled.epoch, same_hub=same_hub)
    secrets.write(DeviceSecrets(before.pending, enrolled.token))
    return identity


def _has_the_key(transport: Transport, url: str, known: wire.PublicKeys, fingerprint: bytes) -> bool:
    """Say whether the code's key is the hub's that this kiosk knows, or one that followed it, as the chain proves.

    A kiosk that lost its own key hears of no new ones. Raises EnrolmentError where the hub cannot be asked.
    """
    if wire.fingerprint(known.receipt) == fingerprint:
        return True
    answer = _ask(transport, url, "GET", f"/v1/keys/chain?{urlencode({'after': known.receipt_id})}")
    if answer.status == 404:
        return False
    if answer.status != 200 or answer.kind != _JSON:
        raise _no_hub(answer, url)
    try:
        newest = follow(known, wire.decode(answer.body, KeyChain).links)
    except wire.WireError:
        return False
    return wire.fingerprint(newest.receipt) == fingerprint


def _leave_nothing_behind(waiting: int, to_be_carried: int) -> None:
    """Raise EnrolmentError where something is here that the present hub may lack: no other can open it."""
    if waiting:
        raise EnrolmentError(
            f"{waiting} submissions have not reached the present hub, and only that hub can open them."
            " Run `kiosk sync --once` first; if that hub has revoked this kiosk, carry them there with"
            " `kiosk export DIR`; if this kiosk lost its own key, ask that hub for `hub kiosks renew NAME`."
        )
    if to_be_carried:
        raise EnrolmentError(
            f"{to_be_carried} submissions under a former name of this kiosk are to be brought to the present hub, and"
            " only that hub can open them. `kiosk status` says how."
        )


def _with_pending(secrets: Secrets) -> DeviceSecrets:
    """Return the secrets with the key of this enrolment, kept already."""
    known = secrets.read() or DeviceSecrets()
    if not known.pending:
        known = DeviceSecrets(known.seed, known.token, bytes(SigningKey.generate()))
    secrets.write(known)
    return known


def _check_hub(transport: Transport, url: str, fingerprint: bytes) -> None:
    """Raise EnrolmentError unless a hub with the code's key answers. What it says is not signed, only compared."""
    answer = _ask(transport, url, "GET", "/v1/keys")
    if answer.status != 200 or answer.kind != _JSON:
        raise _no_hub(answer, url)
    try:
        keys = msgspec.json.decode(answer.body, type=wire.PublicKeys)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _no_answer(url, Trouble.NOT_A_HUB) from error
    if wire.fingerprint(keys.receipt) != fingerprint:
        raise EnrolmentError(
            "the last four groups of the code do not fit this hub: check them and the hub's address."
            " If both are right, the hub took a new key into use since (ask for a new code), or somebody is in between."
            " The code was not sent."
        )


def _join(transport: Transport, url: str, secret: str, fingerprint: bytes, device: SigningKey) -> wire.Enrolled:
    body = msgspec.json.encode(wire.EnrolRequest(secret, bytes(device.verify_key)))
    answer = _ask(transport, url, "POST", "/v1/enrolments", body)
    if answer.status not in (200, 201) or answer.kind != wire.REPLY_TYPE:
        reason = _reason(answer)
        raise EnrolmentError(_REFUSALS[reason]) if reason in _REFUSALS else _no_hub(answer, url)
    try:
        return wire.open_enrolment(answer.body, fingerprint)
    except wire.WireError as error:
        raise EnrolmentError(str(error), Trouble.UNTRUSTED) from error


def _ask(transport: Transport, url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    headers = {"Accept": f"{wire.REPLY_TYPE}, {_JSON}, {PROBLEM_TYPE}"}
    try:
        return transport.ask(method, path, body=body, headers=headers | ({"Content-Type": _JSON} if body else {}))
    except UnreachableError as error:
        raise _no_answer(url, error.reason) from error


def _reason(answer: Answer) -> str:
    """Return the reason that a problem of the hub names, else nothing."""
    try:
        return msgspec.json.decode(answer.body, type=_Problem).reason if answer.kind == PROBLEM_TYPE else ""
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _no_hub(answer: Answer, url: str) -> EnrolmentError:
    """Return what an answer means that is not what a hub says to a kiosk that joins."""
    from_a_hub = answer.kind == PROBLEM_TYPE
    setback = judge(answer, datetime.now(UTC))
    if isinstance(setback, TryLater) and not from_a_hub and answer.status not in _FROM_IN_FRONT:
        return _no_answer(url, Trouble.NOT_A_HUB)
    return _no_answer(url, setback.reason if isinstance(setback, TryLater | Paused) else Trouble.NOT_A_HUB)


def _no_answer(url: str, trouble: str) -> EnrolmentError:
    return EnrolmentError(f"this kiosk could not join the hub at {url} ({trouble})", trouble)
