"""The reference pages of docs/, made from the code that they describe."""

from __future__ import annotations

from . import commands, endpoints, queries, settings

HEAD = "<!-- Made by `careergraph docs`; do not edit. -->\n"


def pages() -> dict[str, str]:
    """File name in docs/ to text."""
    made = {
        "cli.md": commands.page(),
        "settings.md": settings.page(),
        "api.md": endpoints.page(),
        "queries.md": queries.page(),
    }
    return {name: f"{HEAD}{text.rstrip()}\n" for name, text in made.items()}
