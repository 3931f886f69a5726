"""The reference pages of docs/, made from the code that they describe."""

from __future__ import annotations

from graph.schema import as_markdown

from . import commands, endpoints, queries, settings

HEAD = "<!-- Made by `careergraph docs`; do not edit. -->\n"


def pages() -> dict[str, str]:
    """File name in docs/ to text."""
    made = {
        "cli.md": commands.page(),
        "settings.md": settings.page(),
        "api.md": endpoints.page(),
        "queries.md": queries.page(),
        "schema.md": as_markdown(),
    }
    return {name: f"{HEAD}{text.rstrip()}\n" for name, text in made.items()}
