"""What a round does with the hub beside submissions and their news: keys, content, drafts, counts. One module each."""

from __future__ import annotations

from typing import Protocol

from offline.hub_client import HubClient
from offline.outcomes import Setback


class Errand(Protocol):
    """One such thing. It keeps its own state in the queue's file and may be cut short anywhere."""

    def run(self, client: HubClient) -> Setback | None:
        """Do what is due; return what stood in the way, None where all was done. Raises StorageError."""
