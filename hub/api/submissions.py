"""Submissions come in: one by PUT, up to fifty by POST."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, device_signature, read_body, sender
from hub.api.problems import ProblemError
from hub.kiosks import Kiosks
from hub.receiving import Intake, Receiving
from offline.wire import (
    BATCH_LIMIT,
    ENVELOPE_TYPE,
    KIOSK_HEADER,
    REPLY_TYPE,
    SIGNATURE_HEADER,
    Batch,
    Results,
    SignedEnvelope,
)

_STATUS = {"conflict": 409, "malformed": 400}  # any other refusal is 422


class SubmissionRoutes:
    """The way in for submissions."""

    def __init__(self, receiving: Receiving, kiosks: Kiosks, replies: Replies) -> None:
        self._receiving = receiving
        self._kiosks = kiosks
        self._replies = replies

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["submissions"])
        router.add_api_route(
            "/v1/submissions/{submission_id}",
            self.put,
            methods=["PUT"],
            status_code=201,
            summary="Hand over one sealed submission. Safe to repeat for ever.",
            responses={
                201: {"description": "Stored now. A signed Results.", "content": {REPLY_TYPE: {}}},
                200: {"description": "Stored before: the first answer again.", "content": {REPLY_TYPE: {}}},
                409: {"description": "Other bytes came under this id before. Both are kept."},
                413: {"description": "Too large."},
                422: {"description": "Refused: signature, wrong-kiosk or unknown-key."},
            },
            openapi_extra=_described(ENVELOPE_TYPE, KIOSK_HEADER, SIGNATURE_HEADER),
        )
        router.add_api_route(
            "/v1/submissions",
            self.post,
            methods=["POST"],
            summary=f"Hand over up to {BATCH_LIMIT} sealed submissions. One signed answer with a result for each.",
            responses={
                200: {"description": "A signed Results.", "content": {REPLY_TYPE: {}}},
                413: {"description": "Too many items or too large: send fewer at once."},
            },
            openapi_extra=_described("application/json", KIOSK_HEADER),
        )
        return router

    async def put(self, request: Request, submission_id: str) -> Response:
        """Answer only once the submission is committed."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        body = await read_body(request, ENVELOPE_TYPE)
        item = SignedEnvelope(body, device_signature(request))
        intake = await run_in_threadpool(self._receiving.take, kiosk, [item], submission_id)
        taken = intake.taken[0]
        if taken.detail:
            reason = taken.result.reason
            raise ProblemError(_STATUS.get(reason, 422), reason, taken.detail)
        return self._answer(intake, 201 if taken.new else 200)

    async def post(self, request: Request) -> Response:
        """Answer only once everything that can be taken is committed."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        body = await read_body(request, "application/json")
        try:
            batch = msgspec.json.decode(body, type=Batch)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ProblemError(400, "malformed", "The body is not a Batch.") from error
        if len(batch.items) > BATCH_LIMIT:
            raise ProblemError(413, "too-many-items", f"A batch has at most {BATCH_LIMIT} items.")
        return self._answer(await run_in_threadpool(self._receiving.take, kiosk, batch.items), 200)

    def _answer(self, intake: Intake, status: int) -> Response:
        return self._replies.signed(Results(intake.epoch, [taken.result for taken in intake.taken]), status)


def _described(content_type: str, *headers: str) -> dict[str, Any]:
    """Return what the API description says beyond the route itself."""
    named = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in ("Authorization", *headers)
    ]
    body = {"required": True, "content": {content_type: {"schema": {"type": "object"}}}}
    return {"parameters": named, "requestBody": body}
