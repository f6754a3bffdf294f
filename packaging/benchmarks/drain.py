"""Draining a queue into a hub, beside a bare requests.Session that posts the same bodies in the same batches.

Two real hub processes begin as copies of one folder, so both get the same bytes as new. The floor's bodies are signed
and encoded before its clock runs; what the kiosk reads, signs, checks and commits is its own cost. Both clocks stop
with the last acknowledgement: the hub's news, which the kiosk asks for afterwards, are no part of it.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree

import msgspec
import requests
from figure import Figure, seconds
from nacl.signing import SigningKey
from real_hub import CLOCK, envelopes, filled, hub_command, join, serving, wait_until_opened

from offline import wire
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.round import SyncReport
from offline.secrets import DeviceSecrets, FileSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings

WHOLE = 10_000


def drain(home: Path, url: str) -> float:
    """Return how long it takes until the last submission is acknowledged, in a round as `kiosk sync` runs it."""

    def connect(who: Identity, keys: DeviceSecrets) -> HubClient:
        return HubClient(HubSettings(url), who, keys)

    with Store.open(home, clock=CLOCK, program="bench") as store:
        sync = Sync(store, FileSecrets(home), connect, CLOCK)
        began, ended = time.perf_counter(), 0.0

        def told(_report: SyncReport) -> None:
            nonlocal ended
            ended = time.perf_counter()

        sync.once(ignore_backoff=True, told=told)
        sync.close()
        if store.outbox.unsent() or store.outbox.line().trouble:
            raise RuntimeError("the queue was not drained")
    return ended - began


class Bare:
    """A session that posts bodies made beforehand, as the kiosk in a folder."""

    def __init__(self, url: str, home: Path) -> None:
        self._url = f"{url}/v1/submissions"
        with Store.open(home, read_only=True) as store:
            identity = store.identity()
        keys = FileSecrets(home).read()
        if identity is None or keys is None:
            raise RuntimeError("the kiosk has not joined")
        self._device = SigningKey(keys.seed)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {keys.token}"
        self._session.headers[wire.KIOSK_HEADER] = identity.kiosk
        self._session.headers["Content-Type"] = "application/json"

    def bodies(self, waiting: Sequence[bytes]) -> list[bytes]:
        """Return the bodies that the kiosk posts."""
        signed = [wire.SignedEnvelope(one, wire.sign_envelope(one, self._device)) for one in waiting]
        starts = range(0, len(signed), wire.BATCH_LIMIT)
        return [msgspec.json.encode(wire.Batch(signed[start : start + wire.BATCH_LIMIT])) for start in starts]

    def post(self, bodies: Sequence[bytes]) -> None:
        """Post each, and read the answer."""
        for body in bodies:
            answer = self._session.post(self._url, data=body, timeout=60)
            if answer.status_code != 200 or not answer.content:
                raise RuntimeError(f"the hub answered {answer.status_code}")

    def close(self) -> None:
        """Hang up."""
        self._session.close()


def measure(folder: Path, *, thorough: bool) -> list[Figure]:
    """Return the seconds for 10,000: the median of five rounds, 10,000 in all (thorough: in each)."""
    os.environ["KIOSK_SECRETS"] = "file"
    rounds, each = 5, WHOLE if thorough else WHOLE // 5
    ours: list[float] = []
    floors: list[float] = []
    with tempfile.TemporaryDirectory(dir=folder) as name, ExitStack() as open_:
        kiosk, hub, twin = Path(name) / "kiosk", Path(name) / "hub", Path(name) / "twin"
        hub_command(hub, "init", "--name", "Bench", "--public-url", "http://127.0.0.1")
        with serving(hub) as url:
            join(kiosk, hub, url)
        copytree(hub, twin)
        url, twin_url = open_.enter_context(serving(hub)), open_.enter_context(serving(twin))
        bare = Bare(twin_url, kiosk)
        open_.callback(bare.close)
        for turn in range(rounds + 1):
            home = Path(name) / f"round-{turn}"
            filled(kiosk, home, each if turn else wire.BATCH_LIMIT)
            bodies = bare.bodies(envelopes(home))
            work = {"ours": lambda home=home: drain(home, url), "floor": lambda b=bodies: seconds(lambda: bare.post(b))}
            took = {who: work[who]() for who in (sorted(work) if turn % 2 else sorted(work, reverse=True))}
            wait_until_opened(hub)
            wait_until_opened(twin)
            if turn:  # the first, small, is for warming up
                ours.append(took["ours"])
                floors.append(took["floor"])
    scale = WHOLE / each
    return [Figure("drain-10000", statistics.median(ours) * scale, "s", statistics.median(floors) * scale, most=2.0)]
