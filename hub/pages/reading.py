"""The public pages to read: what kiosks tell, on the web (R6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from hub.database import DatabaseError
from hub.pages import article_words, words
from hub.pages.article_words import LONGEST_ASKED, ReadingView
from hub.pages.languages import PageLanguages
from hub.pages.tracking import PAGE_HEADERS, environment
from hub.published import PublishedKnowledge
from hub.settings import Settings
from kiosk.language import Language
from kiosk.search.knowledge import Knowledge

# Anybody may find these; nothing on them is about a person.
HEADERS = {
    **{name: value for name, value in PAGE_HEADERS.items() if name != "X-Robots-Tag"},
    "Cache-Control": "no-cache",
}

Told = Callable[[Knowledge, Language], ReadingView]


class ReadingPages:
    """GET /a lists all articles by topic, or what fits `q`; GET /a/NAME is one article."""

    def __init__(
        self, published: PublishedKnowledge, settings: Settings, languages: PageLanguages, now: Callable[[], datetime]
    ) -> None:
        self._published = published
        self._settings = settings
        self._timezone = ZoneInfo(settings.timezone)
        self._languages = languages
        self._now = now
        self._template = environment().get_template("reading.html")

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(include_in_schema=False)
        both = ["GET", "HEAD"]
        router.add_api_route("/a", self.list, methods=both)
        router.add_api_route("/a/{name}", self.article, methods=both)
        return router

    async def list(self, request: Request) -> Response:
        """Give the list by topic, or what fits the words that somebody looks for."""
        asked = request.query_params.get("q", "").strip()[:LONGEST_ASKED]

        def told(knowledge: Knowledge, language: Language) -> ReadingView:
            if asked:
                return article_words.found(asked, knowledge, language, self._now().astimezone(self._timezone).date())
            return article_words.overview(knowledge, language)

        return await run_in_threadpool(self._answer, request, told)

    async def article(self, request: Request, name: str) -> Response:
        """Give one article."""

        def told(knowledge: Knowledge, language: Language) -> ReadingView:
            if name not in knowledge.articles.heads:
                return article_words.not_there(language)
            return article_words.article(name, knowledge, language, self._now().astimezone(self._timezone))

        return await run_in_threadpool(self._answer, request, told)

    def _answer(self, request: Request, told: Told) -> Response:
        language = self._languages.chosen(
            request.query_params.get("lang", ""), request.headers.get("accept-language", "")
        )
        try:
            with self._published.newest() as knowledge:
                if knowledge is None:
                    return self._shown(request, language, article_words.nothing_yet(language))
                if language.code in knowledge.pack.council.languages:
                    language = knowledge.pack.language(language.code)
                return self._shown(request, language, told(knowledge, language))
        except (SQLAlchemyError, DatabaseError):
            return self._shown(request, language, article_words.not_now(language))

    def _shown(self, request: Request, language: Language, view: ReadingView) -> Response:
        other = self._languages.other(language)
        query = {key: value for key, value in request.query_params.items() if key == "q"}
        address = f"{request.url.path}?{urlencode({**query, 'lang': other.code})}"
        frame = words.frame(language, other, self._settings.name, self._settings.contact, address)
        frame = words.with_way(frame, language.translate("Check progress"), f"/t?{urlencode({'lang': language.code})}")
        html = self._template.render(
            view=view, frame=frame, language=language, words=article_words.around(language, request.url.path, view)
        )
        return HTMLResponse(
            html, view.status, {**HEADERS, "Content-Language": language.code, "Vary": "Accept-Language"}
        )
