"""Errors as application/problem+json (RFC 9457): ours from their tree, the framework's, and what nobody expected."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import CareerGraphError, NotReady

log = logging.getLogger("careergraph.api")
MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://careergraph.dev/problems/"


class Fault(BaseModel):
    """One value of a request that did not pass."""

    where: str = Field(description="Place of the value in the request.")
    what: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """What went wrong, for machines by `type`, for people by `detail` and `fix`."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": TYPE_BASE + "not-found",
                "title": "An id or name that is not in the graph.",
                "status": 404,
                "detail": "there is no candidate with this id",
                "where": "candidate:5f0c",
                "fix": "Upload the resume first",
            }
        }
    )

    type: str = Field(description="URI that names the kind of problem.")
    title: str = Field(description="The kind of problem in a sentence.")
    status: int = Field(description="HTTP status code.")
    detail: str = Field(description="What happened this time.")
    where: str | None = Field(default=None, description="The id, file or value that it is about.")
    fix: str | None = Field(default=None, description="What you can do.")
    errors: list[Fault] | None = Field(default=None, description="The values that did not pass.")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an endpoint that may answer with these statuses (422 and 500 go without saying)."""
    return {
        status: {
            "model": Problem,
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in (*statuses, 422, 500)
    }


def answer(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """The response that carries a problem."""
    body = problem.model_dump(exclude_none=True)
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def of_error(error: CareerGraphError) -> Problem:
    """A problem from one of our errors; what lies inside the server stays inside."""
    title = (type(error).__doc__ or "").strip().splitlines()[0]
    outside = error.status < 500 or isinstance(error, NotReady)
    return Problem(
        type=TYPE_BASE + error.code(),
        title=title,
        status=error.status,
        detail=error.what if outside else title,
        where=(error.where or None) if outside else None,
        fix=(error.fix or None) if outside else ("Try again later" if error.transient else None),
    )


def of_status(status: int, detail: str | None = None, fix: str | None = None) -> Problem:
    """A problem that has nothing to say beyond its HTTP status."""
    phrase = HTTPStatus(status).phrase
    return Problem(
        type=TYPE_BASE + phrase.lower().replace(" ", "-"), title=phrase, status=status, detail=detail or phrase, fix=fix
    )


class Unexpected:
    """ASGI middleware: what nobody expected is answered 500 without internals.

    Not an exception handler: after those the server logs the traceback, whose message may hold a person's text.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; note type and place of what escapes, never its message."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http":
                raise
            last = error.__traceback__
            while last and last.tb_next:
                last = last.tb_next
            place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"
            log.error("unexpected %s at %s", type(error).__name__, place)
            if not begun:
                await answer(of_status(500, "something unexpected happened; it has been noted"))(scope, receive, send)


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem."""

    def ours(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, CareerGraphError)
        if error.status >= 500 and not isinstance(error, NotReady):
            log.error("%s: %s", error.code(), error)
        headers = {"Retry-After": "5"} if error.transient else None
        return answer(of_error(error), headers)

    def http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return answer(of_status(error.status_code, str(error.detail)), dict(error.headers or {}))

    def invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        faults = [
            Fault(where=".".join(str(part) for part in fault["loc"]), what=str(fault["msg"]))
            for fault in jsonable_encoder(error.errors(), exclude={"input", "ctx"})
        ]
        detail = "; ".join(f"{fault.where}: {fault.what}" for fault in faults)
        problem = of_status(422, detail, "See /docs for what is accepted")
        return answer(problem.model_copy(update={"type": TYPE_BASE + "input-error", "errors": faults}))

    app.add_middleware(Unexpected)
    app.add_exception_handler(CareerGraphError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
