"""The API description for developers, as one page without script or anything from elsewhere."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from hub.pages.tracking import PAGE_HEADERS, environment


class ReferencePage:
    """GET /docs, made from the app's own OpenAPI description."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._template = environment().get_template("reference.html")
        app.add_api_route("/docs", self.page, include_in_schema=False)

    async def page(self) -> HTMLResponse:
        """Give the page."""
        return HTMLResponse(self._template.render(schema=self._app.openapi()), headers=PAGE_HEADERS)
