"""Refuse query parameters that an endpoint does not know: a filter that is spelt wrong must not pass as none."""

from __future__ import annotations

from fastapi import Request

from graph.errors import InputError


def known_parameters(request: Request) -> None:
    """A dependency of every endpoint.

    Raises:
        InputError: the query has a parameter that the endpoint's description lacks.
    """
    if not request.query_params:
        return
    paths = request.app.openapi()["paths"]
    operation = paths.get(request.scope["route"].path_format, {}).get(request.method.lower())
    if operation is None:
        return  # A page: it has no description.
    known = sorted(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")
    strange = [name for name in request.query_params if name not in known]
    if strange:
        raise InputError(
            f"there is no parameter {strange[0]!r} here",
            where=request.url.path,
            fix=f"One of {', '.join(known)}" if known else "It takes none",
        )
