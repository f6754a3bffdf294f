"""Brings queue and hub together, a round at a time: send what is due, ask what changed, run the other errands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from kiosk.errors import SecretsError
from kiosk.protocols import Clock
from offline.backoff import Backoff
from offline.delivering import Delivering
from offline.errands import Errand
from offline.handover import Handover
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.outcomes import Paused, Refused, TooLarge, Trouble, TryLater
from offline.round import Changed, Line, Round, SyncReport, Told
from offline.secrets import DeviceSecrets, Secrets
from offline.store import Store

Connect = Callable[[Identity, DeviceSecrets], HubClient]
_PAGES = 1000


class Sync:
    """Brings queue and hub together. Threads may share it: one round at a time."""

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        connect: Connect,
        clock: Clock,
        backoff: Backoff | None = None,
        errands: Sequence[Errand] = (),
    ) -> None:
        self._store = store
        self._outbox = store.outbox
        self._secrets = secrets
        self._connect = connect
        self._clock = clock
        self._errands = errands
        self._turn = threading.Lock()
        self._stopping = threading.Event()
        self._line = Line(self._outbox, clock, backoff or Backoff())
        self._delivering = Delivering(self._outbox, Handover(store.chunks, self._stopping), self._line, self._stopping)
        self._known: tuple[Identity, HubClient] | None = None

    def once(
        self,
        *,
        ignore_backoff: bool = False,
        changed: Changed = lambda _codes: None,
        told: Told = lambda _report: None,
    ) -> SyncReport:
        """Send all that is due and take over the news; `ignore_backoff` tries what waits, too, but heeds Retry-After.

        After each commit `changed` is called with tracking codes and `told` with the report so far, both on this
        thread. Raises StorageError.
        """
        with self._turn:
            report = self._round(ignore_backoff=ignore_backoff, changed=changed, told=told)
            line = self._outbox.line()
            report.left = self._outbox.unsent()
            report.trouble, report.next_try_at = report.trouble or line.trouble, line.next_try_at
            report.paused = report.paused or line.paused
            return report

    def stop(self) -> None:
        """End the round under way, from another thread; later ones do nothing."""
        self._stopping.set()
        known = self._known
        if known is not None:
            known[1].stop()

    def close(self) -> None:
        """Close idle connections."""
        self._forget_client()

    def _round(self, *, ignore_backoff: bool, changed: Changed, told: Told) -> SyncReport:
        identity = self._store.identity()
        if identity is None:
            return SyncReport(paused=Trouble.NOT_ENROLLED)
        line = self._outbox.line()
        if self._stopping.is_set() or not line.open_at(self._clock.now().timestamp(), ignore_backoff=ignore_backoff):
            return SyncReport()
        if ignore_backoff:
            self._outbox.make_all_due()
        client = self._client(identity)
        if client is None:
            self._line.pause(Trouble.NO_SECRETS)
            return SyncReport()
        round_ = Round(client, identity, changed, told, size=self._line.batch_size())
        if self._delivering.send_due(round_) and self._pull_status(round_):
            # The hub was restored from a backup: what it may have lost waits again.
            self._delivering.send_due(round_)
        self._run_errands(client)
        if self._outbox.line().paused == Trouble.NOT_AUTHORISED:
            self._forget_client()  # the secrets may have been put right since they were read
        return round_.report

    def _pull_status(self, round_: Round) -> bool:
        """Take over the hub's news; True where the hub's epoch is new and there is something to send again."""
        for _ in range(_PAGES):
            cursor = self._outbox.line().cursor
            page = round_.client.status(cursor)
            if isinstance(page, Paused):
                self._line.pause(page.reason)
                return False
            if isinstance(page, TryLater | Refused | TooLarge):
                self._line.hub_is_away(page if isinstance(page, TryLater) else TryLater(Trouble.HUB_ERROR))
                return False
            self._outbox.hub_answered()
            again = self._outbox.adopt_epoch(page.epoch, round_.identity.kiosk)
            if again:
                round_.changed(again)
                return True
            changed = self._outbox.apply_status(page)
            round_.report.updated += len(changed)
            if changed:
                round_.changed(changed)
            if not page.more or page.cursor == cursor or self._stopping.is_set():
                return False
        return False

    def _run_errands(self, client: HubClient) -> None:
        """Submissions come first: where they cannot go, nothing else is tried. What one errand lacks stops no other."""
        line = self._outbox.line()
        if line.failures or line.paused:
            return
        for errand in self._errands:
            if self._stopping.is_set() or isinstance(errand.run(client), TryLater):
                return

    def _client(self, identity: Identity) -> HubClient | None:
        if self._known is not None and self._known[0] == identity:
            return self._known[1]
        self._forget_client()
        try:
            secrets = self._secrets.read()
        except SecretsError:
            return None
        if secrets is None or not secrets.usable:
            return None
        self._known = (identity, self._connect(identity, secrets))
        return self._known[1]

    def _forget_client(self) -> None:
        if self._known is not None:
            self._known[1].close()
            self._known = None
