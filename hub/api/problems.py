"""Errors as RFC 9457 problem details. Never a stack trace, never a word of what was sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from hub.database import DatabaseError
from hub.kiosks import NotAuthenticatedError, RevokedError
from hub.rate_limit import TooManyRequestsError

PROBLEM_TYPE = "application/problem+json"
_REASONS = {404: "not-found", 405: "not-allowed"}
_log = logging.getLogger("hub.api")


class ProblemError(Exception):
    """A request that is not granted. `reason` is a code for programs, `detail` is for people."""

    def __init__(self, status: int, reason: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.reason = reason
        self.detail = detail
        self.headers = dict(headers or {})


def problem_response(problem: ProblemError) -> Response:
    """Return a problem as an HTTP answer."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "reason": problem.reason,
        "detail": problem.detail,
    }
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **problem.headers}
    return JSONResponse(body, problem.status, headers, media_type=PROBLEM_TYPE)


def install(app: FastAPI) -> None:
    """Turn every error that the app can meet into a problem."""
    for error in (
        ProblemError,
        NotAuthenticatedError,
        RevokedError,
        TooManyRequestsError,
        HTTPException,
        RequestValidationError,
        SQLAlchemyError,
        DatabaseError,
        Exception,
    ):
        app.add_exception_handler(error, _answer)


async def _answer(_request: Request, error: Exception) -> Response:
    return problem_response(_problem(error))


def _problem(error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, HTTPException):
        reason = _REASONS.get(error.status_code, "malformed")
        return ProblemError(error.status_code, reason, error.detail, error.headers)
    return _problem_of_ours(error)


def _problem_of_ours(error: Exception) -> ProblemError:
    match error:
        case RequestValidationError():  # without its text: that quotes what was sent
            return ProblemError(422, "malformed", "The request's address or headers are not as the description says.")
        case NotAuthenticatedError():
            return ProblemError(401, "token", str(error), {"WWW-Authenticate": "Bearer"})
        case RevokedError():
            return ProblemError(403, "revoked", str(error))
        case TooManyRequestsError():
            return ProblemError(429, "too-many", str(error), {"Retry-After": str(error.retry_after)})
        case SQLAlchemyError() | DatabaseError():
            _log.error("the database did not answer: %s", type(error).__name__)
            detail = "The hub cannot reach its database just now. Nothing was taken. Try again later."
            return ProblemError(503, "database", detail, {"Retry-After": "30"})
        case _:
            return ProblemError(500, "fault", "The hub met a fault of its own. Try again later.")
