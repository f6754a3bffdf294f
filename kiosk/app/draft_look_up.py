"""One look for a saved visit: this kiosk's store and the hub. Whoever asked may break it off."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.app.hub_question import HubQuestion
from kiosk.comeback_code import ComeBackKeys, keys_of
from kiosk.errors import HubError, KioskError
from kiosk.parts import Parts
from offline.draft_errand import ask_for
from offline.drafts import KeptDraft
from offline.identity import Identity
from offline.wire.drafts import DraftReply, Standing


@dataclass(frozen=True)
class Found:
    """What stands under a code. `maybe_older`: it is this kiosk's copy, and the hub, which had it, cannot be asked."""

    keys: ComeBackKeys = field(repr=False)
    state: Standing
    revision: int = 0
    sealed: bytes = field(default=b"", repr=False)
    asked_the_hub: bool = False
    maybe_older: bool = False


class DraftLookUp:
    """Asks about one code, once. `run` blocks, in the background; `break_off` comes from the GUI thread."""

    def __init__(self, parts: Parts, council: str, identity: Identity | None, code: str) -> None:
        self._parts = parts
        self._council = council
        self._code = code
        self._question = HubQuestion(parts, identity)

    def run(self) -> Found:
        """Return what is known. Raises LockingError where the computer cannot make the keys."""
        keys = keys_of(self._code, self._council)
        here = self._here(keys.locator)
        try:
            hub = self._question.ask(lambda client: ask_for(keys.locator, client))
        except HubError:
            return latest(keys, here, None)
        return latest(keys, here, hub)

    def break_off(self) -> None:
        """Nobody waits for the answer any more."""
        self._question.break_off()

    def _here(self, locator: str) -> KeptDraft | None:
        try:
            return self._parts.store.drafts.find(locator)
        except KioskError:  # the hub may have what a disk that cannot be read does not give
            return None


def latest(keys: ComeBackKeys, here: KeptDraft | None, hub: DraftReply | None) -> Found:
    """Return the latest that this kiosk or the hub knows: sent counts for ever, then the higher revision."""
    own = Found(keys, "unknown", asked_the_hub=hub is not None)
    if here is not None:
        older = hub is None and here.told != ""
        own = Found(keys, here.state, here.revision, here.sealed, hub is not None, maybe_older=older)
    if hub is None or hub.state == "unknown" or own.state == "sent":
        return own
    if hub.state != "sent" and own.state == "kept" and own.revision > hub.revision:
        return own
    return Found(keys, hub.state, hub.revision, hub.sealed, asked_the_hub=True)
