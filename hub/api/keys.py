"""The hub's public keys, and how a kiosk that missed a change catches up."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import SAFE_HEADERS, Replies, client
from hub.api.problems import ProblemError
from hub.key_ring import KeyRing
from hub.rate_limit import RateLimit
from offline.wire import REPLY_TYPE, WireError
from offline.wire.keys import KeyChain, SealingKey

_JSON = "application/json"


class KeyRoutes:
    """For anybody: nothing here is secret. Rate-limited."""

    def __init__(self, ring: KeyRing, replies: Replies, limit: RateLimit) -> None:
        self._ring = ring
        self._replies = replies
        self._limit = limit

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["keys"])
        busy: dict[int | str, dict[str, Any]] = {429: {"description": "Asked too often: see Retry-After."}}
        router.add_api_route(
            "/v1/keys",
            self.keys,
            summary="The hub's public keys, unsigned: a kiosk compares them with its code before it sends anything.",
            responses={200: {"description": "PublicKeys.", "content": {_JSON: {}}}, **busy},
        )
        router.add_api_route(
            "/v1/keys/chain",
            self.chain,
            summary="The links from a former receipt key to the present one, each signed by the key it follows.",
            responses={
                200: {"description": "KeyChain.", "content": {_JSON: {}}},
                404: {"description": "This hub never had a receipt key with this id."},
                **busy,
            },
        )
        router.add_api_route(
            "/v1/keys/sealing",
            self.sealing,
            summary="The key to seal with from now on.",
            responses={200: {"description": "A signed SealingKey.", "content": {REPLY_TYPE: {}}}, **busy},
        )
        return router

    async def keys(self, request: Request) -> Response:
        """Answer with the public keys. Nobody believes them but for the fingerprint in an enrolment code."""
        await run_in_threadpool(self._limit.count, client(request))
        return Response(msgspec.json.encode(self._ring.now().public()), 200, SAFE_HEADERS, _JSON)

    async def chain(self, request: Request, after: str = "") -> Response:
        """Answer with what followed the receipt key with the id `after`; no links where it is the present one."""
        await run_in_threadpool(self._limit.count, client(request))
        keys = self._ring.now()
        try:
            links = keys.history.after(after, keys.public().receipt)
        except WireError as error:
            raise ProblemError(404, "unknown", "This hub never had a receipt key with this id.") from error
        return Response(msgspec.json.encode(KeyChain(links)), 200, SAFE_HEADERS, _JSON)

    async def sealing(self, request: Request) -> Response:
        """Answer with the present sealing key, signed."""
        await run_in_threadpool(self._limit.count, client(request))
        public = self._ring.now().public()
        return self._replies.signed(SealingKey(public.sealing_number, public.sealing))
