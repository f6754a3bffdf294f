"""One look at where a submission stands: this kiosk's store, then the hub. Whoever asked may break it off."""

from __future__ import annotations

import threading

from kiosk.errors import HubError, KioskError, SecretsError
from kiosk.parts import Parts
from kiosk.progress import Known
from kiosk.protocols import Stored
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.secrets import DeviceSecrets


class LookUp:
    """Asks about one tracking code, once. `run` blocks, in the background; `break_off` comes from the GUI thread."""

    def __init__(self, parts: Parts, identity: Identity | None, tracking_code: str) -> None:
        self._parts = parts
        self._identity = identity
        self._code = tracking_code
        self._left = threading.Event()
        self._client: HubClient | None = None

    def run(self) -> Known:
        """Return what is known; without the hub's word where it cannot be had."""
        stored = self._stored()
        if self._identity is None or self._left.is_set():
            return Known(self._code, stored)
        client = self._client = self._parts.hub_client(self._identity, self._secrets())
        if self._left.is_set():  # while the client was made; one who leaves later finds it here
            client.stop()
        try:
            return Known(self._code, stored, client.track(self._code), asked_the_hub=True)
        except HubError:
            return Known(self._code, stored)
        finally:
            client.close()

    def break_off(self) -> None:
        """Nobody waits for the answer any more: end the question to the hub at once."""
        self._left.set()
        if self._client is not None:
            self._client.stop()

    def _stored(self) -> Stored | None:
        try:
            return self._parts.store.find(self._code)
        except KioskError:  # the hub may know more than a disk that cannot be read
            return None

    def _secrets(self) -> DeviceSecrets | None:
        """Return what the hub knows this kiosk by: it may ask more often than a stranger."""
        try:
            return self._parts.secrets.read()
        except SecretsError:
            return None
