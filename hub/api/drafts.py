"""Saved visits come in from the kiosk where they were saved, and go out to the one where somebody has the code."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, read_body, sender
from hub.api.problems import ProblemError
from hub.drafts import Drafts, ForeignDraftError
from hub.kiosks import Kiosks
from hub.rate_limit import RateLimit
from offline.wire import KIOSK_HEADER, REPLY_TYPE, Body, WireError, decode
from offline.wire.drafts import BODY_LIMIT, LOCATOR, Draft, DraftEnd, DraftReply

_BETWEEN_LOOKS = 3600.0  # seconds
_log = logging.getLogger("hub.drafts")


class DraftRoutes:
    """Only for kiosks that joined. What is not here, whatever the reason, gets the same answer in the same way."""

    def __init__(self, drafts: Drafts, kiosks: Kiosks, replies: Replies, look_ups: RateLimit) -> None:
        self._drafts = drafts
        self._kiosks = kiosks
        self._replies = replies
        self._look_ups = look_ups

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["drafts"])
        signed: dict[int | str, dict[str, Any]] = {
            200: {"description": "A signed DraftReply.", "content": {REPLY_TYPE: {}}}
        }
        refused: dict[int | str, dict[str, Any]] = {
            400: {"description": "Not a locator, or not a body of this kind."},
            409: {"description": "The token does not fit: this is another code's draft."},
        }
        path = "/v1/drafts/{locator}"
        router.add_api_route(
            path,
            self.put,
            methods=["PUT"],
            summary="Keep a saved visit, sealed. Safe to repeat; a higher revision takes its place.",
            responses={**signed, **refused, 413: {"description": "Too large."}},
            openapi_extra=_described("Draft"),
        )
        router.add_api_route(
            f"{path}/end",
            self.end,
            methods=["POST"],
            summary="Forget a saved visit that was sent. Only with its token. Safe to repeat.",
            responses={**signed, **refused},
            openapi_extra=_described("DraftEnd"),
        )
        router.add_api_route(
            path,
            self.get,
            summary="What is kept under a locator. Rate-limited.",
            responses={**signed, 429: {"description": "Asked too often: see Retry-After."}},
            openapi_extra=_described(""),
        )
        return router

    async def put(self, request: Request, locator: str) -> Response:
        """Answer only once it is committed."""
        await run_in_threadpool(sender, request, self._kiosks)
        draft = await _read(request, Draft)
        return self._replies.signed(await run_in_threadpool(self._granted, self._drafts.keep, locator, draft))

    async def end(self, request: Request, locator: str) -> Response:
        """Answer only once it is forgotten."""
        await run_in_threadpool(sender, request, self._kiosks)
        token = (await _read(request, DraftEnd)).token
        return self._replies.signed(await run_in_threadpool(self._granted, self._drafts.end, locator, token))

    async def get(self, request: Request, locator: str) -> Response:
        """Answer with the sealed bytes, or with why there are none."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        await run_in_threadpool(self._look_ups.count, kiosk.name)
        return self._replies.signed(await run_in_threadpool(self._drafts.find, _checked(locator)))

    @staticmethod
    def _granted(act: Any, locator: str, given: Any) -> DraftReply:
        try:
            reply: DraftReply = act(_checked(locator), given)
        except ForeignDraftError as error:
            raise ProblemError(409, "conflict", str(error)) from error
        return reply


async def forget_drafts_now_and_then(drafts: Drafts) -> None:
    """Let go of what ran out, also where nobody saves anything any more. Runs until it is cancelled."""
    while True:
        try:
            await run_in_threadpool(drafts.forget_what_ran_out)
        except Exception as error:  # noqa: BLE001 - the next look may work; without this none would come
            _log.error("drafts that ran out could not be forgotten: %s", type(error).__name__)
        await asyncio.sleep(_BETWEEN_LOOKS)


async def _read(request: Request, kind: type[Body]) -> Body:
    data = await read_body(request, "application/json", BODY_LIMIT)
    try:
        return decode(data, kind)
    except WireError as error:
        raise ProblemError(400, "malformed", f"The body is not a {kind.__name__}.") from error


def _checked(locator: str) -> str:
    if not re.fullmatch(LOCATOR, locator):
        raise ProblemError(400, "malformed", "A locator has 64 digits 0 to 9 and a to f.")
    return locator


def _described(body: str) -> dict[str, Any]:
    named = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in ("Authorization", KIOSK_HEADER)
    ]
    if not body:
        return {"parameters": named}
    content = {"application/json": {"schema": {"type": "object", "title": body}}}
    return {"parameters": named, "requestBody": {"required": True, "content": content}}
