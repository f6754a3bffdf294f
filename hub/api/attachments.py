"""Attached files come in, a sealed chunk at a time."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, read_body, sender
from hub.api.problems import ProblemError
from hub.envelope_check import RefusedError
from hub.kiosks import Kiosks
from hub.receiving import Receiving
from kiosk.attachments import CHUNK, SEAL
from offline.wire import KIOSK_HEADER, REPLY_TYPE
from offline.wire.attachments import CHUNK_TYPE, MOST_CHUNKS


class AttachmentRoutes:
    """The way in for chunks, after their envelope."""

    def __init__(self, receiving: Receiving, kiosks: Kiosks, replies: Replies) -> None:
        self._receiving = receiving
        self._kiosks = kiosks
        self._replies = replies

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(tags=["submissions"])
        named = [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("Authorization", KIOSK_HEADER)
        ]
        router.add_api_route(
            "/v1/submissions/{submission_id}/attachments/{attachment}/{number}",
            self.put,
            methods=["PUT"],
            summary="Hand over one sealed chunk of an attached file, numbered from 0. Safe to repeat for ever.",
            responses={
                200: {"description": "A signed ChunkKept. `unknown`: the envelope first.", "content": {REPLY_TYPE: {}}},
                400: {"description": "The envelope names no such attachment or chunk."},
                413: {"description": "Larger than a chunk can be."},
                422: {"description": "Not the bytes whose digest the envelope names (chunk)."},
            },
            openapi_extra={
                "parameters": named,
                "requestBody": {"required": True, "content": {CHUNK_TYPE: {"schema": {"type": "string"}}}},
            },
        )
        return router

    async def put(self, request: Request, submission_id: str, attachment: str, number: str) -> Response:
        """Answer only once the chunk is committed."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        place = _number(number)
        chunk = await read_body(request, CHUNK_TYPE, CHUNK + SEAL)
        try:
            kept = await run_in_threadpool(self._receiving.take_chunk, kiosk, submission_id, attachment, place, chunk)
        except RefusedError as refusal:
            raise ProblemError(400 if refusal.reason == "malformed" else 422, refusal.reason, str(refusal)) from refusal
        return self._replies.signed(kept)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 4 or int(text) >= MOST_CHUNKS:
        raise ProblemError(400, "malformed", f"A chunk's number is a whole number from 0 to {MOST_CHUNKS - 1}.")
    return int(text)
