"""`careergraph serve`: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="CAREERGRAPH_HOST")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="CAREERGRAPH_PORT")] = None,
) -> None:
    """Serve the HTTP API and its pages (OpenAPI at /docs)."""
    import uvicorn

    from api.service import create_app
    from graph.settings import settings

    config = settings()
    # Access logs would hold ids and searches of people.
    uvicorn.run(create_app(config, warm=True), host=host or config.host, port=port or config.port, access_log=False)
