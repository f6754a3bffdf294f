"""The public tracking page: what the square on a receipt leads to."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from hub.api.exchange import client
from hub.casework import Casework, UnknownCodeError
from hub.database import DatabaseError
from hub.pages import words
from hub.pages.languages import PageLanguages
from hub.rate_limit import RateLimit, TooManyRequestsError
from hub.settings import Settings
from kiosk.errors import AnswerError
from kiosk.language import Language
from kiosk.tracking_code import read

PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_LONGEST_TYPED = 100


class TrackingPages:
    """GET /t asks for a code, GET /t/CODE tells how it stands."""

    def __init__(
        self,
        casework: Casework,
        limit: RateLimit,
        settings: Settings,
        languages: PageLanguages,
        something_to_read: Callable[[], bool],
    ) -> None:
        self._casework = casework
        self._something_to_read = something_to_read
        self._limit = limit
        self._settings = settings
        self._timezone = ZoneInfo(settings.timezone)
        self._languages = languages
        self._template = environment().get_template("tracking.html")

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(include_in_schema=False)
        both = ["GET", "HEAD"]
        router.add_api_route("/", self.front, methods=both)
        router.add_api_route("/t", self.form, methods=both)
        router.add_api_route("/t/{code:path}", self.page, methods=both)
        router.add_api_route("/style.css", self.style, methods=both)
        return router

    async def front(self) -> Response:
        """Lead on to the form."""
        return RedirectResponse("/t", 303, PAGE_HEADERS)

    async def form(self, request: Request) -> Response:
        """Ask for a code, or go on to the page of the one that was typed."""
        language = self._language(request)
        typed = request.query_params.get("code")
        if typed is None:
            return self._shown(request, language, words.ask_for_code(language), 200)
        try:
            code = read(typed)
        except AnswerError as error:
            view = words.ask_for_code(language, error, typed[:_LONGEST_TYPED])
            return self._shown(request, language, view, 400)
        return RedirectResponse(f"/t/{code}?{urlencode({'lang': language.code})}", 303, PAGE_HEADERS)

    async def page(self, request: Request, code: str) -> Response:
        """Tell how the submission with this code stands."""
        return await run_in_threadpool(self._page, request, code)

    async def style(self) -> Response:
        """Give the style sheet."""
        source, _, _ = PackageLoader("hub.pages").get_source(environment(), "style.css")
        headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return Response(source, 200, headers, "text/css")

    def _page(self, request: Request, typed: str) -> Response:
        language = self._language(request)
        try:
            self._limit.count(client(request))
            code = read(typed)
            view = words.progress(language, self._casework.find(code), self._timezone)
            return self._shown(request, language, view, 200)
        except TooManyRequestsError as error:
            answer = self._shown(request, language, words.too_many(language, error.retry_after), 429)
            answer.headers["Retry-After"] = str(error.retry_after)
            return answer
        except AnswerError as error:
            view = words.ask_for_code(language, error, typed[:_LONGEST_TYPED])
            return self._shown(request, language, view, 400)
        except UnknownCodeError:
            return self._shown(request, language, words.not_here_yet(language, code), 404)
        except (SQLAlchemyError, DatabaseError):
            return self._shown(request, language, words.not_now(language), 503)

    def _language(self, request: Request) -> Language:
        asked = request.query_params.get("lang", "")
        return self._languages.chosen(asked, request.headers.get("accept-language", ""))

    def _shown(self, request: Request, language: Language, view: words.View, status: int) -> Response:
        other = self._languages.other(language)
        query = {key: value for key, value in request.query_params.items() if key == "code"}
        address = f"{request.url.path}?{urlencode({**query, 'lang': other.code})}"
        frame = words.frame(language, other, self._settings.name, self._settings.contact, address)
        if self._something_to_read():
            reading = f"/a?{urlencode({'lang': language.code})}"
            frame = words.with_way(frame, language.translate("Find something out"), reading)
        html = self._template.render(view=view, frame=frame, language=language)
        headers = {**PAGE_HEADERS, "Content-Language": language.code, "Vary": "Accept-Language"}
        return HTMLResponse(html, status, headers)


def environment() -> Environment:
    """Return how templates are read: everything escaped, every missing name an error."""
    return Environment(loader=PackageLoader("hub.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
