"""The web service: routes put together, the opener running beside them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from hub.api import problems
from hub.api.attachments import AttachmentRoutes
from hub.api.content import ContentRoutes
from hub.api.deadline import BodyDeadline
from hub.api.drafts import DraftRoutes, forget_drafts_now_and_then
from hub.api.enrolments import EnrolmentRoutes
from hub.api.exchange import Replies
from hub.api.health import HealthRoutes
from hub.api.keys import KeyRoutes
from hub.api.progress import ProgressRoutes
from hub.api.submissions import SubmissionRoutes
from hub.api.usage import UsageRoutes
from hub.drafts import Drafts
from hub.home import DATABASE_VARIABLE, home_from
from hub.opener_loop import OpenerLoop
from hub.pages.languages import PageLanguages
from hub.pages.reading import ReadingPages
from hub.pages.reference import ReferencePage
from hub.pages.tracking import TrackingPages
from hub.parts import Parts, open_parts
from hub.published import PublishedKnowledge
from hub.rate_limit import RateLimit
from hub.receiving import Receiving
from hub.status_pages import StatusPages


def create_app(parts: Parts, languages: PageLanguages) -> FastAPI:
    """Return the service. Its opener starts and stops with it, and closes the database at the end."""
    opener = OpenerLoop(parts.opener)
    drafts = Drafts(parts.database, parts.now)
    published = PublishedKnowledge(parts.content)

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        opener.start()
        opener.wake()
        forgetting = asyncio.create_task(forget_drafts_now_and_then(drafts))
        yield
        forgetting.cancel()
        opener.stop()
        published.close()
        parts.database.close()

    app = FastAPI(
        title="Civic Kiosk hub",
        version=version("civic-kiosk"),
        description="The council's receiving service. Submissions are sealed; what promises something is signed.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # nobody who asks here follows a redirect
        lifespan=running,
    )
    problems.install(app)
    app.add_middleware(BodyDeadline, seconds=parts.settings.limits.body_seconds)
    _add_routes(app, parts, opener, languages, published)
    looking = RateLimit("drafts", parts.settings.limits.drafts, parts.settings.limits.storage)
    app.include_router(DraftRoutes(drafts, parts.kiosks, Replies(parts.ring), looking).router())
    ReferencePage(app)
    return app


def _add_routes(
    app: FastAPI, parts: Parts, opener: OpenerLoop, languages: PageLanguages, published: PublishedKnowledge
) -> None:
    database, kiosks, casework, settings = parts.database, parts.kiosks, parts.casework, parts.settings
    limits = settings.limits
    replies = Replies(parts.ring)
    anybody = RateLimit("tracking", limits.tracking, limits.storage)
    known = RateLimit("tracking-for-kiosks", limits.tracking_for_kiosks, limits.storage)
    joining = RateLimit("enrolments", limits.enrolments, limits.storage)
    receiving = Receiving(database, parts.ring, parts.now, opener.wake)
    app.include_router(SubmissionRoutes(receiving, kiosks, replies).router())
    app.include_router(AttachmentRoutes(receiving, kiosks, replies).router())
    pages = StatusPages(database, parts.now, settings.backup_days)
    app.include_router(ProgressRoutes(pages, casework, kiosks, replies, anybody, known).router())
    app.include_router(
        EnrolmentRoutes(database, kiosks, replies, parts.ring, settings.public_url.rstrip("/"), joining).router()
    )
    app.include_router(UsageRoutes(parts.usage, kiosks, replies).router())
    app.include_router(ContentRoutes(parts.content, kiosks).router())
    asking = RateLimit("keys", limits.keys, limits.storage)
    app.include_router(KeyRoutes(parts.ring, replies, asking).router())
    app.include_router(HealthRoutes(database).router())
    app.include_router(TrackingPages(casework, anybody, settings, languages, published.anything).router())
    app.include_router(ReadingPages(published, settings, languages, parts.now).router())


def application() -> FastAPI:
    """Return the service for one worker process, from `HUB_HOME` and `HUB_DATABASE`."""
    return create_app(open_parts(home_from(), os.environ.get(DATABASE_VARIABLE, "")), PageLanguages())
