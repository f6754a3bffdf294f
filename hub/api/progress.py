"""How submissions stand: to their kiosk by cursor, to anybody who holds a tracking code."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import Replies, client, sender
from hub.api.problems import ProblemError
from hub.casework import Casework, UnknownCodeError
from hub.kiosks import Kiosks, NotAuthenticatedError, RevokedError
from hub.rate_limit import RateLimit
from hub.status_pages import StatusPages
from kiosk.errors import AnswerError
from kiosk.tracking_code import read
from offline.wire import REPLY_TYPE, Tracked

_MOST = 500
_LARGEST_CURSOR = 2**31 - 1


class ProgressRoutes:
    """The way out for what became of submissions."""

    def __init__(
        self,
        pages: StatusPages,
        casework: Casework,
        kiosks: Kiosks,
        replies: Replies,
        anybody: RateLimit,
        known: RateLimit,
    ) -> None:
        self._pages = pages
        self._casework = casework
        self._kiosks = kiosks
        self._replies = replies
        self._anybody = anybody
        self._known = known

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["progress"])
        signed: dict[str, Any] = {"content": {REPLY_TYPE: {}}}
        router.add_api_route(
            "/v1/status",
            self.status,
            summary="Changes to the submissions of the kiosk that asks, oldest first.",
            responses={200: {"description": "A signed StatusPage.", **signed}},
        )
        router.add_api_route(
            "/v1/tracking/{code}",
            self.tracking,
            summary="What anybody who holds the code may know. Rate-limited.",
            responses={
                200: {"description": "A signed Tracked.", **signed},
                400: {"description": "Not a tracking code: code-length, code-symbol or code-check."},
                404: {"description": "A right code that has not arrived here."},
                429: {"description": "Asked too often: see Retry-After."},
            },
        )
        return router

    async def status(self, request: Request, after: str = "0", limit: str = "100") -> Response:
        """Answer one page of changes after a cursor."""
        kiosk = await run_in_threadpool(sender, request, self._kiosks)
        cursor, most = _number(after or "0", "after", 0, _LARGEST_CURSOR), _number(limit, "limit", 1, _MOST)
        return self._replies.signed(await run_in_threadpool(self._pages.after, kiosk.name, cursor, most))

    async def tracking(self, request: Request, code: str) -> Response:
        """Answer what is public about one submission."""
        return self._replies.signed(await run_in_threadpool(self._tracked, request, code))

    def _tracked(self, request: Request, code: str) -> Tracked:
        self._count(request)
        try:
            found = self._casework.find(read(code))
        except AnswerError as error:
            raise ProblemError(400, error.code, "This is not a tracking code: see reason.") from error
        except UnknownCodeError as error:
            raise ProblemError(404, "unknown", str(error)) from error
        return Tracked(
            tracking_code=found.tracking_code,
            status=found.status,
            at=found.status_at,
            received_at=found.received_at,
            journey=found.journey if found.title else "",
            note=found.public_note,
            due=found.due.isoformat() if found.due else "",
            state=found.state,
        )

    def _count(self, request: Request) -> None:
        """Count the question: generously for a kiosk, at which many people ask; strictly for anybody else."""
        try:
            kiosk = sender(request, self._kiosks)
        except (NotAuthenticatedError, RevokedError):
            self._anybody.count(client(request))
        else:
            self._known.count(kiosk.name)


def _number(text: str, name: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 10 or not least <= int(text) <= most:
        raise ProblemError(400, name, f"`{name}` must be a whole number from {least} to {most}.")
    return int(text)
