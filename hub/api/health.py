"""Says whether the hub can do its work."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from hub.database import Database, epoch


class HealthRoutes:
    """For load balancers and kiosks: nothing personal, no versions of anything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(tags=["health"])
        router.add_api_route("/v1/health", self.health, summary="Whether the hub and its database answer.")
        return router

    async def health(self) -> JSONResponse:
        """Answer 200 when the database answers, else 503."""
        current = await run_in_threadpool(self._epoch)
        return JSONResponse({"status": "ok", "epoch": current}, headers={"Cache-Control": "no-store"})

    def _epoch(self) -> str:
        with self._database.reading() as connection:
            return epoch(connection)
