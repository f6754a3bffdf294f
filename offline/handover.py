"""Hands submissions to the hub, and after an envelope with attached files each chunk that the hub lacks."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from urllib.parse import quote

from offline import wire
from offline.attachments import Chunks
from offline.hub_client import HubClient
from offline.outbox import Due
from offline.outcomes import Delivered, Outcome, Paused, Refused, Setback, Trouble, TryLater
from offline.wire import attachments as files
from offline.wire.attachments import ChunkKept, Missing

_ROUNDS = 3
"""How often a hub may ask for chunks in one try: one that was restored in the middle asks again, none asks for ever."""


class Handover:
    """Asks the hub what it lacks and sends only that, so that a line that was cut goes on where it stopped."""

    def __init__(self, chunks: Chunks, stopping: threading.Event) -> None:
        self._chunks = chunks
        self._stopping = stopping

    def send(self, client: HubClient, items: Sequence[Due]) -> Outcome:
        """Send submissions; the outcome names as `incomplete` none but those the hub cannot be satisfied about.

        Of several at once none has files (`Outbox.due`). Never raises HubError; may raise StorageError.
        """
        outcome = client.send(items)
        for _ in range(_ROUNDS):
            if not isinstance(outcome, Delivered) or len(items) > 1:
                break
            missing = [part for result in outcome.results if result.state == "incomplete" for part in result.missing]
            if not missing:
                break
            setback = self._bring(client, items[0], missing)
            if setback == Refused("chunk"):
                # It is whole here, so it was altered on the way: this one waits by itself.
                return Delivered(outcome.epoch, (), ((items[0].id, Trouble.WRONG_DIGEST),))
            if setback is not None:
                return setback
            outcome = client.send(items)
        return _never_satisfied(outcome) if isinstance(outcome, Delivered) else outcome

    def _bring(self, client: HubClient, item: Due, missing: Sequence[Missing]) -> Setback | None:
        """Send these chunks one by one; what the envelope does not name is left out."""
        named = {file.id: file.chunks for file in wire.read_envelope(item.envelope).header.attachments}
        for part in missing:
            for number, digest in enumerate(named.get(part.attachment, ())):
                if number not in part.numbers:
                    continue
                if self._stopping.is_set():
                    return TryLater(Trouble.STOPPED)
                chunk = self._chunks.get(item.id, part.attachment, number)
                if chunk is None or wire.digest(chunk) != digest:
                    return Refused("damaged")
                answer = self._hand_over(client, item, part.attachment, number, chunk)
                if not isinstance(answer, ChunkKept):
                    return answer
                if answer.state == "unknown":
                    return None
        return None

    def _hand_over(
        self, client: HubClient, item: Due, attachment: str, number: int, chunk: bytes
    ) -> ChunkKept | Setback:
        path = f"/v1/submissions/{quote(item.id)}/attachments/{quote(attachment)}/{number}"
        answer = client.ask("PUT", path, ChunkKept, body=chunk, body_type=files.CHUNK_TYPE)
        if not isinstance(answer, ChunkKept):
            return answer
        named = (answer.id, answer.attachment, answer.number, answer.digest)
        return answer if named == (item.id, attachment, number, wire.digest(chunk)) else Paused(Trouble.UNTRUSTED)


def _never_satisfied(outcome: Delivered) -> Delivered:
    """Return the outcome with an alert in the place of each result that is incomplete still."""
    left = tuple((result.id, Trouble.INCOMPLETE) for result in outcome.results if result.state == "incomplete")
    kept = tuple(result for result in outcome.results if result.state != "incomplete")
    return Delivered(outcome.epoch, kept, outcome.alerts + left)
