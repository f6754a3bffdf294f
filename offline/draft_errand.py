"""Carries saved visits to the hub, and asks it for one: what is saved at one kiosk opens at another (R21)."""

from __future__ import annotations

import msgspec

from kiosk.errors import HubError
from offline.drafts import Drafts, KeptDraft
from offline.hub_client import HubClient
from offline.outcomes import Paused, Refused, Setback, TooLarge, Trouble, TryLater
from offline.wire import digest
from offline.wire.drafts import Draft, DraftEnd, DraftReply


class CarryDrafts:
    """An errand of each sync round (`offline.errands.Errand`)."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def run(self, client: HubClient) -> Setback | None:
        """Tell the hub of each saved or sent draft that it does not know of. One that it refuses stops no other."""
        self._drafts.tidy()
        for draft in self._drafts.due():
            said = _told(draft, client)
            if isinstance(said, Refused | TooLarge):
                self._drafts.hub_refuses(draft, said.reason if isinstance(said, Refused) else "too-large")
            elif isinstance(said, TryLater | Paused):
                return said
            elif (setback := self._take(draft, said)) is not None:
                return setback
        return None

    def _take(self, draft: KeptDraft, reply: DraftReply) -> Setback | None:
        if reply.locator != draft.locator:
            return Paused(Trouble.UNTRUSTED)
        if draft.state == "sent" and reply.state in ("sent", "expired", "unknown"):
            self._drafts.hub_has(draft, reply.epoch)
        elif draft.state == "kept" and reply.state == "kept" and reply.revision == draft.revision:
            if reply.digest != digest(draft.sealed):
                self._drafts.hub_knows_better(draft, "kept", reply.epoch)  # saved twice, at two kiosks: the first stays
            else:
                self._drafts.hub_has(draft, reply.epoch)
        elif draft.state == "kept" and (reply.state in ("sent", "expired") or reply.revision > draft.revision):
            self._drafts.hub_knows_better(draft, reply.state, reply.epoch)
        else:
            return Paused(Trouble.UNTRUSTED)
        return None


def ask_for(locator: str, client: HubClient) -> DraftReply:
    """Return what the hub has under a locator, be it nothing. Raises HubError where it cannot be asked or believed."""
    said = client.ask("GET", f"/v1/drafts/{locator}", DraftReply)
    if not isinstance(said, DraftReply):
        raise HubError("the hub cannot say now what is saved there")
    whole = said.state != "kept" or digest(said.sealed) == said.digest
    if said.locator != locator or not whole:
        raise HubError("the hub answered about another draft than the one asked for")
    return said


def _told(draft: KeptDraft, client: HubClient) -> DraftReply | Setback:
    path = f"/v1/drafts/{draft.locator}"
    if draft.state == "sent":
        return client.ask("POST", f"{path}/end", DraftReply, body=msgspec.json.encode(DraftEnd(draft.token)))
    body = Draft(draft.revision, draft.sealed, draft.proof, draft.ends_at)
    return client.ask("PUT", path, DraftReply, body=msgspec.json.encode(body))
