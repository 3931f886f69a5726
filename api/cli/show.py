"""`careergraph show`: what was extracted from a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Lang, Language
from .output import Json, emit

if TYPE_CHECKING:
    from rich.tree import Tree


def show(
    id: Annotated[str, typer.Argument(help="Id of a document, a candidate or a job.")],
    text: Annotated[
        bool, typer.Option("--text", help="Also give the stored text, in which identity is masked.")
    ] = False,
    lang: Language = Lang.en,
    as_json: Json = False,
) -> None:
    """Show what was extracted from a document, each fact with its place in the text."""
    from etl.describe import describe
    from graph.store import open_store

    with open_store() as store:
        facts = describe(store, id, text=text)
    emit(facts, as_json, lambda: [tree(facts, lang.value), *([facts["text"]] if text else [])])


def tree(facts: dict[str, Any], lang: str) -> Tree:
    """The facts of one document as a tree."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{facts['document']} ({facts['kind']}, {facts['lang']}, {facts['format']})", style="bold"))
    for key in ("title", "seniority", "years", "education_level", "place", "company"):
        if facts[key] is not None:
            root.add(Text(f"{key.replace('_', ' ')}: {facts[key]}"))
    if facts["occupation"]:
        root.add(Text(f"occupation: {label(facts['occupation'], lang)}"))
    branches: tuple[tuple[str, Callable[[dict[str, Any], str], str]], ...]
    branches = (("positions", _position), ("education", _education), ("skills", _skill))
    for part, line in branches:
        rows = facts[part]
        if rows:
            branch = root.add(Text(f"{part} ({len(rows)})", style="bold"))
            for row in rows:
                branch.add(Text(f"{line(row, lang)}  {_spans(row['spans'])}"))
    if facts["unknown"]:
        branch = root.add(Text(f"in no vocabulary ({len(facts['unknown'])})", style="bold"))
        for span in facts["unknown"]:
            branch.add(Text(f"{span['text']}  {_spans([span])}"))
    return root


def label(concept: dict[str, Any], lang: str) -> str:
    """The preferred label in `lang`, else in the other language, else the id."""
    wanted = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    return str(concept.get(wanted[0]) or concept.get(wanted[1]) or concept["id"])


def _position(row: dict[str, Any], lang: str) -> str:
    occupation = f" → {label(row['occupation'], lang)}" if row["occupation"] else ""
    when = f"{row['start'] or '?'} to {'now' if row['current'] else row['end'] or '?'}"
    return f"{row['title']}{' at ' + row['company'] if row['company'] else ''}, {when}{occupation}"


def _education(row: dict[str, Any], _: str) -> str:
    parts = (row["degree"] or row["level"], row["subject"], row["school"], row["end"])
    return ", ".join(str(part) for part in parts if part)


def _skill(row: dict[str, Any], lang: str) -> str:
    years = f", {row['years']:g} years" if row["years"] else ""
    demand = "" if row["essential"] is None else ", essential" if row["essential"] else ", preferred"
    return f"{label(row, lang)} ({row['confidence']:.2f}{years}{demand})"


def _spans(spans: list[dict[str, Any]]) -> str:
    shown = [f"[{span['start']}:{span['end']}]" for span in spans[:3]]
    return " ".join(shown) + (f" +{len(spans) - 3}" if len(spans) > 3 else "")
