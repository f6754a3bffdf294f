"""Content goes out to kiosks: the signed list of files, and each file by its digest, whole or from where it was cut."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import sender
from hub.api.problems import ProblemError
from hub.content import Content
from hub.kiosks import Kiosks
from offline.wire import KIOSK_HEADER
from offline.wire.content import FILE_TYPE, FILES_PATH, MANIFEST_PATH, MANIFEST_TYPE

# Only for kiosks that joined: a list of addresses may be licensed to the council alone.
_HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


class ContentRoutes:
    """The way out for what kiosks show. The list is signed by a key that is not here; files are what it says."""

    def __init__(self, content: Content, kiosks: Kiosks) -> None:
        self._content = content
        self._kiosks = kiosks

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["content"])
        named = [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("Authorization", KIOSK_HEADER)
        ]
        router.add_api_route(
            MANIFEST_PATH,
            self.manifest,
            summary="The newest signed list of the council pack's files. If-None-Match saves fetching it again.",
            responses={
                200: {"description": "A SignedManifest, with its ETag.", "content": {MANIFEST_TYPE: {}}},
                304: {"description": "It is the one that If-None-Match names."},
                404: {"description": "Nothing was published yet (no-content)."},
            },
            openapi_extra={"parameters": named},
        )
        router.add_api_route(
            FILES_PATH + "{sha256}",
            self.file,
            summary="One file by its sha-256; with Range a part of it.",
            responses={
                200: {"description": "The whole file.", "content": {FILE_TYPE: {}}},
                206: {"description": "The part that Range asks for.", "content": {FILE_TYPE: {}}},
                404: {"description": "No version has such a file."},
                416: {"description": "The part is not in the file."},
            },
            openapi_extra={"parameters": named},
        )
        return router

    async def manifest(self, request: Request) -> Response:
        """Answer the newest list, or 304 where the kiosk has it."""
        await run_in_threadpool(sender, request, self._kiosks)
        newest = await run_in_threadpool(self._content.manifest)
        if newest is None:
            raise ProblemError(404, "no-content", "Nothing was published here yet: `hub publish PACK --key FILE`.")
        digest, signed = newest
        headers = _HEADERS | {"ETag": f'"{digest}"'}
        if f'"{digest}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(signed, 200, headers, MANIFEST_TYPE)

    async def file(self, request: Request, sha256: str) -> Response:
        """Answer a file, or the part of it that is asked for."""
        await run_in_threadpool(sender, request, self._kiosks)
        size = await run_in_threadpool(self._content.size, sha256)
        if size is None:
            raise ProblemError(404, "no-file", "No version of the content has this file.")
        start, end, status = _part(request.headers.get("range", ""), size)
        headers = _HEADERS | {"ETag": f'"{sha256}"', "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
        if status == 206:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        return StreamingResponse(self._content.read(sha256, start, end), status, headers, FILE_TYPE)


def _part(asked: str, size: int) -> tuple[int, int, int]:
    """Return where to begin, where to end and the status. What is no range of ours is answered whole, as HTTP says."""
    found = _RANGE.fullmatch(asked)
    if found is None:
        return 0, size, 200
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if start >= end:
        raise ProblemError(416, "range", "The file has no such part.", {"Content-Range": f"bytes */{size}"})
    return start, end, 206
