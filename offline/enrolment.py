"""Joining a hub: a new device key, the hub's keys pinned by the code that staff typed, nothing half done."""

from __future__ import annotations

import msgspec
from nacl.signing import SigningKey

from kiosk.errors import HubError, KioskError
from offline import wire
from offline.address import checked
from offline.identity import Identity
from offline.secrets import DeviceSecrets, Secrets
from offline.store import Store
from offline.transport import Answer, HubSettings, Transport


class EnrolmentError(KioskError):
    """The kiosk did not join; what it was before it still is."""


def enrol(store: Store, secrets: Secrets, settings: HubSettings, code: str) -> Identity:
    """Join the hub at `settings.url` with the code that `hub kiosks add` printed; returns who this kiosk is now.

    Interrupted anywhere, it can be repeated with the same code: the device key is kept before the hub hears of it.
    Raises EnrolmentError, AddressError, SecretsError, HubError, StorageError.
    """
    url = checked(settings.url)
    waiting = store.outbox.unsent()
    if waiting:
        raise EnrolmentError(
            f"{waiting} submissions have not reached the present hub, and only that hub can open them."
            " Run `kiosk sync --once` or `kiosk export` first."
        )
    try:
        secret, fingerprint = wire.read_enrolment_code(code)
    except wire.WireError as error:
        raise EnrolmentError(str(error)) from error
    before = _with_pending(secrets)
    enrolled = _ask(settings, secret, fingerprint, SigningKey(before.pending))
    secrets.write(DeviceSecrets(before.pending, enrolled.token, before.pending))
    identity = Identity(enrolled.kiosk, enrolled.prefix, url, enrolled.public_url, enrolled.keys)
    store.enrol(identity, enrolled.epoch)
    secrets.write(DeviceSecrets(before.pending, enrolled.token))
    return identity


def _with_pending(secrets: Secrets) -> DeviceSecrets:
    """Return the secrets with the key of this enrolment, kept already."""
    known = secrets.read() or DeviceSecrets()
    if not known.pending:
        known = DeviceSecrets(known.seed, known.token, bytes(SigningKey.generate()))
    secrets.write(known)
    return known


def _ask(settings: HubSettings, secret: str, fingerprint: bytes, device: SigningKey) -> wire.Enrolled:
    body = msgspec.json.encode(wire.EnrolRequest(secret, bytes(device.verify_key)))
    transport = Transport(settings)
    try:
        answer = transport.ask("POST", "/v1/enrolments", body=body, headers={"Content-Type": "application/json"})
    finally:
        transport.close()
    if answer.status not in (200, 201):
        raise _refusal(answer)
    if answer.kind != wire.REPLY_TYPE:
        raise HubError("something else than a hub answers at this address: a sign-in page of the network, perhaps")
    try:
        return wire.open_enrolment(answer.body, fingerprint)
    except wire.WireError as error:
        raise EnrolmentError(str(error)) from error


def _refusal(answer: Answer) -> KioskError:
    if answer.status in (400, 401, 403, 404, 409, 410, 422):
        return EnrolmentError(
            f"the hub does not take this code (status {answer.status}): it was used, is too old, or is of another hub."
            " Ask for a new one: `hub kiosks add NAME`"
        )
    return HubError(f"the hub cannot enrol a kiosk now (status {answer.status}). Try again later.")
