"""Builds the parts of a kiosk and joins them, without Qt: store, secrets, hub, sync, printer, Send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kiosk.clock import SystemClock
from kiosk.config import Config, load_config
from kiosk.contents import Contents
from kiosk.council_pack import CouncilPack
from kiosk.errors import KioskError
from kiosk.protocols import Clock, Printer, PrinterState
from offline import secrets
from offline.store import Store
from printer.devices import printer_for

if TYPE_CHECKING:
    from kiosk.receipt_words import Place
    from kiosk.submitting import Sender
    from offline.errands import Errand
    from offline.hub_client import HubClient
    from offline.identity import Identity
    from offline.retention import Retention
    from offline.secrets import DeviceSecrets
    from offline.sync import Sync
    from offline.sync_thread import SyncThread
    from offline.transport import HubSettings
    from offline.wire import PublicKeys
    from printer.queue import PrintQueue


@dataclass(frozen=True)
class Parts:
    """The parts of one kiosk. Close it at the end: the store holds the right to write."""

    home: Path
    config: Config
    clock: Clock
    store: Store
    secrets: secrets.Secrets
    printer: Printer
    contents: Contents

    @classmethod
    def open(cls, home: Path, *, read_only: bool = False, program: str = "kiosk", welcome_first: bool = False) -> Parts:
        """Open what a KIOSK_HOME holds. Raises ConfigError, AlreadyRunningError, StorageError, SecretsError.

        `welcome_first`: of the council's content only what Welcome shows is read; `contents.prove` reads the rest.
        """
        config = load_config(home)
        clock = SystemClock(always_trusted=config.always_trust_clock)
        chosen = secrets.choose(home)
        store = Store.open(home, read_only=read_only, clock=clock, program=program)
        try:
            contents = Contents(home, config, store, clock, read_only=read_only, welcome_first=welcome_first)
            contents.show(contents.load())
            return cls(home, config, clock, store, chosen, printer_for(config.printer), contents)
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    @property
    def pack(self) -> CouncilPack:
        """The council pack that is shown now; whoever begins something with it keeps it to the end."""
        return self.contents.pack

    @property
    def joined(self) -> bool:
        """Whether this kiosk has joined a hub; before that nothing can be sent."""
        return self.store.identity() is not None

    def place(self) -> Place:
        """Return where the kiosk stands, with the public address of its hub once it has joined one."""
        from kiosk.receipt_words import Place

        identity = self.store.identity()
        return Place(self.config.place, identity.public_url if identity else "")

    def sender(self) -> Sender:
        """Return what Send needs. Before enrolment it refuses, because the store cannot seal."""
        from kiosk.submitting import Sender

        identity = self.store.identity()
        return Sender(self.store, self.clock, identity.kiosk if identity else "", self.place())

    def hub_settings(self, url: str) -> HubSettings:
        """Return how to reach the hub at `url` through this council's network."""
        from offline.transport import HubSettings

        return HubSettings(url, ca_file=self.config.network.ca_file, proxy=self.config.network.proxy)

    def hub_client(self, identity: Identity, keys: DeviceSecrets | None) -> HubClient:
        """Return a connection to the hub this kiosk joined; without `keys` it can only ask for progress."""
        from offline.hub_client import HubClient

        return HubClient(self.hub_settings(identity.hub_url), identity, keys, self.clock.now, self._learn_keys)

    def _learn_keys(self, former: PublicKeys, new: PublicKeys) -> None:
        """Keep new keys of the hub where this program may write; else they are proven again the next time."""
        with suppress(KioskError):
            self.store.learn_keys(former, new)

    def sync(self) -> Sync:
        """Return what brings the queue and the hub together."""
        from offline.sync import Sync

        return Sync(self.store, self.secrets, self.hub_client, self.clock, errands=self.errands())

    def errands(self) -> Sequence[Errand]:
        """Return what else a round does with the hub, in this order."""
        from offline.draft_errand import CarryDrafts
        from offline.key_news import KeyNews
        from offline.retention import RetentionErrand
        from offline.usage import UsageErrand

        content = self.contents.errand()
        return (
            RetentionErrand(self.retention()),
            CarryDrafts(self.store.drafts),  # a resident may come back for it: before all that is the council's own
            KeyNews(self.store),
            UsageErrand(self.store),
            *([content] if content else ()),  # the last: a long list of addresses takes a while
        )

    def retention(self) -> Retention:
        """Return what lets go of forms that the council has had for long enough."""
        return self.store.retention(timedelta(days=self.config.hold_days))

    def sync_thread(self, on_change: Callable[[Sequence[str]], None]) -> SyncThread:
        """Return the thread that syncs while the kiosk is open; not started yet."""
        from offline.sync_thread import SyncThread

        return SyncThread(self.sync(), self.store, self.clock, on_change)

    def print_queue(self, on_result: Callable[[str, PrinterState | None], None]) -> PrintQueue:
        """Return the thread that prints receipts; not started yet."""
        from printer.queue import PrintQueue

        return PrintQueue(self.store.print_jobs, self.printer, on_result)
