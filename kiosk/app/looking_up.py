"""One look at where a submission stands: this kiosk's store, then the hub. Whoever asked may break it off."""

from __future__ import annotations

from kiosk.app.hub_question import HubQuestion
from kiosk.errors import KioskError
from kiosk.parts import Parts
from kiosk.progress import Known
from kiosk.protocols import Stored
from offline.identity import Identity


class LookUp:
    """Asks about one tracking code, once. `run` blocks, in the background; `break_off` comes from the GUI thread."""

    def __init__(self, parts: Parts, identity: Identity | None, tracking_code: str) -> None:
        self._parts = parts
        self._code = tracking_code
        self._question = HubQuestion(parts, identity)

    def run(self) -> Known:
        """Return what is known; without the hub's word where it cannot be had."""
        stored = self._stored()
        here = Known(self._code, stored)
        try:
            known = self._question.ask(
                lambda client: Known(self._code, stored, client.track(self._code), asked_the_hub=True)
            )
        except KioskError:  # an answer from here alone is one, too
            return here
        return known or here

    def break_off(self) -> None:
        """Nobody waits for the answer any more."""
        self._question.break_off()

    def _stored(self) -> Stored | None:
        try:
            return self._parts.store.find(self._code)
        except KioskError:  # the hub may know more than a disk that cannot be read
            return None
