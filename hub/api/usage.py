"""Totals of use come in: a kiosk's whole day by PUT."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, read_body, sender
from hub.api.problems import ProblemError
from hub.kiosks import Kiosks
from hub.usage import Usage
from offline.wire import KIOSK_HEADER, REPLY_TYPE
from offline.wire.usage import UsageDay

_LARGEST = 4 * 1024 * 1024


class UsageRoutes:
    """The way in for totals of use."""

    def __init__(self, usage: Usage, kiosks: Kiosks, replies: Replies) -> None:
        self._usage = usage
        self._kiosks = kiosks
        self._replies = replies

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(tags=["usage"])
        named = [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("Authorization", KIOSK_HEADER)
        ]
        router.add_api_route(
            "/v1/usage/{day}",
            self.put,
            methods=["PUT"],
            summary="Hand over the totals of one day. Safe to repeat; a later revision takes the place of an earlier.",
            responses={
                200: {"description": "A signed UsageTaken.", "content": {REPLY_TYPE: {}}},
                400: {"description": "Not a UsageDay, or of another day than the address names."},
            },
            openapi_extra={
                "parameters": named,
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
            },
        )
        return router

    async def put(self, request: Request, day: str) -> Response:
        """Answer only once the totals are committed."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        body = await read_body(request, "application/json", _LARGEST)
        try:
            told = msgspec.json.decode(body, type=UsageDay)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ProblemError(400, "malformed", "The body is not a UsageDay.") from error
        if told.day.isoformat() != day:
            raise ProblemError(400, "malformed", "The body is of another day than the address.")
        return self._replies.signed(await run_in_threadpool(self._usage.take, kiosk.name, told))
