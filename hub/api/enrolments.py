"""A kiosk joins: once, with the code that staff typed."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, client, read_body
from hub.api.problems import ProblemError
from hub.database import Database, epoch
from hub.key_ring import KeyRing
from hub.kiosks import EnrolmentError, Kiosks
from hub.rate_limit import RateLimit
from offline.wire import REPLY_TYPE, Enrolled, EnrolRequest

_STATUS = {"unknown": 404, "expired": 410, "used": 409, "revoked": 403, "device-key": 400}
_BODY_LIMIT = 4096


class EnrolmentRoutes:
    """The door for new kiosks."""

    def __init__(
        self, database: Database, kiosks: Kiosks, replies: Replies, ring: KeyRing, public_url: str, limit: RateLimit
    ) -> None:
        self._database = database
        self._kiosks = kiosks
        self._replies = replies
        self._ring = ring
        self._public_url = public_url
        self._limit = limit

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["enrolment"])
        router.add_api_route(
            "/v1/enrolments",
            self.post,
            methods=["POST"],
            status_code=201,
            summary="Join with an enrolment code. The same device may ask again until the code expires.",
            responses={
                201: {"description": "A signed Enrolled.", "content": {REPLY_TYPE: {}}},
                404: {"description": "The code is not known."},
                409: {"description": "Another computer used the code."},
                410: {"description": "The code has expired."},
                429: {"description": "Asked too often: see Retry-After."},
            },
            openapi_extra={"requestBody": {"required": True, "content": {"application/json": {}}}},
        )
        return router

    async def post(self, request: Request) -> Response:
        """Answer with the kiosk's name, prefix and token, and the hub's keys."""
        await run_in_threadpool(self._limit.count, client(request))
        body = await read_body(request, "application/json", _BODY_LIMIT)
        try:
            wanted = msgspec.json.decode(body, type=EnrolRequest)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ProblemError(400, "malformed", "The body is not an EnrolRequest.") from error
        try:
            enrolled = await run_in_threadpool(self._enrol, wanted)
        except EnrolmentError as error:
            raise ProblemError(_STATUS[error.reason], error.reason, str(error)) from error
        return self._replies.signed(enrolled, 201)

    def _enrol(self, wanted: EnrolRequest) -> Enrolled:
        kiosk, token = self._kiosks.enrol(wanted.secret, wanted.device)
        with self._database.reading() as connection:
            current = epoch(connection)
        return Enrolled(kiosk.name, kiosk.prefix, token, current, self._public_url, self._ring.now().public())
