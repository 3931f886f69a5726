"""A document's text with its mentions in colour, for terminals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {
    "skills": "bold green",
    "positions": "bold cyan",
    "education": "bold yellow",
    "unknown": "italic red",
}
MEANINGS = {"skills": "skill", "positions": "position", "education": "education", "unknown": "in no vocabulary"}


def marked(facts: dict[str, Any], *, lines: int = 40) -> Text:
    """The first lines of a document, with what was read in it in colour. `facts` is `describe(…, text=True)`."""
    from rich.text import Text

    text = Text(facts["text"])
    for part, style in STYLES.items():
        for start, end in _spans(facts[part]):
            text.stylize(style, start, end)
    shown = text.split("\n")
    out = Text("\n").join(shown[:lines])
    if len(shown) > lines:
        out.append(f"\n… {len(shown) - lines} more lines", style="dim")
    return out


def legend() -> Text:
    """What the colours mean."""
    from rich.text import Text

    parts: list[tuple[str, str] | str] = []
    for part, style in STYLES.items():
        parts += [("■ ", style), MEANINGS[part], "   "]
    parts += [("█ ", "dim"), "identity, masked"]
    return Text.assemble(*parts)


def _spans(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[int, int]]:
    for row in rows:
        for span in row.get("spans", [row]):
            yield span["start"], span["end"]
