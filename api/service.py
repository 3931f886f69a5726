"""The HTTP service: routers, problems and the life of the store."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from graph.settings import Settings, settings
from graph.store import Store

from . import problems
from .limits import BodyLimit
from .parameters import known_parameters
from .routers import careers, documents, feedback, health, matching, ontology, pages
from .services import Services

DESCRIPTION = """Match people and jobs over a knowledge graph of skills and occupations, in English and Chinese.

Errors are `application/problem+json` (RFC 9457). Lists take `cursor`: pass `next` of the page before.
Every reply names the model, ontology and extractor that made it. Identity (name, contact) is never in a reply."""


def create_app(config: Settings | None = None, store: Store | None = None, *, warm: bool = False) -> FastAPI:
    """The service as an ASGI application.

    Args:
        config: settings; those of the process if None.
        store: an open store to use and leave open; one of its own is opened at start if None.
        warm: load extractor and model at start, in the background, so that the first request need not wait for them.
    """
    config = config or settings()
    services = Services(config, store)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(services.open)
        if warm:
            threading.Thread(target=services.warm, name="warm", daemon=True).start()
        yield
        await run_in_threadpool(services.close)

    app = FastAPI(
        title="CareerGraph",
        version=version("careergraph"),
        description=DESCRIPTION,
        lifespan=life,
        docs_url=None,  # FastAPI's own page loads its scripts from elsewhere; ours is in pages/.
        redoc_url=None,
    )
    app.state.services = services
    app.add_middleware(BodyLimit, limit=config.max_document_mb * 2**20)
    problems.install(app)
    for topic in (documents, matching, feedback, careers, ontology, health, pages):
        app.include_router(topic.router, dependencies=[Depends(known_parameters)])
    return app
