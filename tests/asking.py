"""A client that asks a hub of its choice, and one submission for it to send."""

from __future__ import annotations

from misbehaving_hub import MisbehavingHub
from sealed_submissions import SEED

from offline.hub_client import HubClient
from offline.identity import Identity
from offline.outbox import Due
from offline.secrets import DeviceSecrets
from offline.transport import HubSettings

CODE = "KK-2345-6789-A"
ITEM = Due("0b8e7a0c-1111-4222-8333-944445555666", CODE, "0" * 64, 0, b"sealed bytes")


def client_of(hub: MisbehavingHub, *, secrets: bool = True, **settings: object) -> HubClient:
    identity = Identity("library", "KK", hub.url, "", hub.keys)
    return HubClient(
        HubSettings(**{"url": hub.url, "deadline": 2.0, "read_timeout": 1.0, **settings}),  # type: ignore[arg-type]
        identity,
        DeviceSecrets(SEED, "token-1") if secrets else None,
    )
