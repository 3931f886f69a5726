"""docs/api.md from the service's OpenAPI description."""

from __future__ import annotations

import json
from typing import Any

from .markdown import table


def page() -> str:
    """Every endpoint: parameters, answers, an example."""
    from api.service import DESCRIPTION, create_app

    spec = create_app().openapi()
    text = "# HTTP API\n\n`careergraph serve` starts it. OpenAPI is at `/openapi.json`, a page for people at `/docs`."
    text += f"\n\n{DESCRIPTION}\n"
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            text += _endpoint(spec, path, method, operation)
    return text


def _endpoint(spec: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    text = f"\n## {method.upper()} {path}\n\n{operation['summary']}. {operation['description']}\n"
    rows = [
        (f"`{p['name']}`", p["in"], "yes" if p.get("required") else "", _type(p["schema"]), p.get("description", ""))
        for p in operation.get("parameters", [])
    ]
    if "requestBody" in operation:
        rows.append(("`file`", "multipart", "yes", "file", "The document."))
    if rows:
        text += "\n" + table(("parameter", "in", "required", "type", "meaning"), rows)
    text += "\n" + table(
        ("status", "meaning"),
        [(status, reply["description"]) for status, reply in sorted(operation["responses"].items())],
    )
    example = _example(spec, operation)
    if example is not None:
        text += f"\n```json\n{json.dumps(example, ensure_ascii=False, indent=2)}\n```\n"
    return text


def _type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if "anyOf" in schema:
        return _type(next(part for part in schema["anyOf"] if part.get("type") != "null"))
    bounds = [str(schema[key]) for key in ("minimum", "maximum") if key in schema]
    return str(schema.get("type", "")) + (f" ({' to '.join(bounds)})" if bounds else "")


def _example(spec: dict[str, Any], operation: dict[str, Any]) -> Any:
    for status in ("200", "201"):
        schema = operation["responses"].get(status, {}).get("content", {}).get("application/json", {}).get("schema", {})
        name = schema.get("$ref", "").rsplit("/", 1)[-1]
        if name:
            return spec["components"]["schemas"][name].get("example")
    return None
