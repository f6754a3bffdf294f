"""One question to the hub for whoever stands here, who may leave before it is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.errors import SecretsError
from kiosk.parts import Parts
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.secrets import DeviceSecrets

Answer = TypeVar("Answer")


class HubQuestion:
    """`ask` blocks, in the background, once; `break_off` comes from the GUI thread."""

    def __init__(self, parts: Parts, identity: Identity | None) -> None:
        self._parts = parts
        self._identity = identity
        self._left = threading.Event()
        self._client: HubClient | None = None

    def ask(self, question: Callable[[HubClient], Answer]) -> Answer | None:
        """Return the answer; None where no hub was joined, or nobody waits any more. Raises HubError."""
        if self._identity is None or self._left.is_set():
            return None
        client = self._client = self._parts.hub_client(self._identity, self._secrets())
        if self._left.is_set():  # while the client was made; one who leaves later finds it here
            client.stop()
        try:
            return question(client)
        finally:
            client.close()

    def break_off(self) -> None:
        """Nobody waits for the answer any more: end the question to the hub at once."""
        self._left.set()
        if self._client is not None:
            self._client.stop()

    def _secrets(self) -> DeviceSecrets | None:
        """Return what the hub knows this kiosk by: it may ask more often than a stranger."""
        try:
            return self._parts.secrets.read()
        except SecretsError:
            return None
