"""A body must come within its time: whoever sends a byte a minute holds no connection for ever."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.exchange import BODY_LIMIT
from hub.api.problems import ProblemError

_REST_SECONDS = 3.0
"""So long the rest of a body is waited for that nobody wants: whoever is sending it can then read the answer."""


class BodyDeadline:
    """Gives every request's body `seconds` in all, from where its first part is waited for.

    Who reads the body meets a ProblemError (408), which is answered like every other. What nobody read, because the
    answer was clear before, is let in for a few seconds and thrown away; what then still lacks, ends the connection.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        body = _Body(receive, self._seconds)

        async def send_after(message: Message) -> None:
            # A client that still sends when the line is cut may never read why: so the rest is let in first.
            if message["type"] == "http.response.start" and not await body.let_in():
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, body.part, send_after)


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


class _Body:
    """The body of one request, part by part."""

    def __init__(self, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._end: float | None = None
        self._size = 0
        self._whole = False

    async def part(self) -> Message:
        """Return the next part; once all came, the news that the client left, however long that takes."""
        if self._whole:
            return await self._receive()
        if self._end is None:
            self._end = asyncio.get_running_loop().time() + self._seconds
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise _too_slow(self._seconds) from None
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        return message

    async def let_in(self) -> bool:
        """Wait for the rest, and keep nothing of it; False where it is too slow, or more than any body may be."""
        rest = asyncio.get_running_loop().time() + _REST_SECONDS
        self._end = rest if self._end is None else min(self._end, rest)
        try:
            while not self._whole and self._size <= BODY_LIMIT:
                await self.part()
        except ProblemError:
            return False
        return self._whole


def _too_slow(seconds: float) -> ProblemError:
    return ProblemError(408, "too-slow", f"The body did not come within {seconds:g} seconds. Send it again.")
