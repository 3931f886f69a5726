"""`careergraph show`: what was extracted from a document of the graph, or is read in a file on the spot."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import InputError

from .options import Lang, Language
from .output import Json, emit

if TYPE_CHECKING:
    from rich.tree import Tree

    from etl.model import DocumentKind


class Kind(StrEnum):
    """What a file may hold."""

    resume = "resume"
    posting = "posting"


def show(
    what: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="A file to read, or the id of a document, a candidate or a job.")
    ],
    text: Annotated[
        bool, typer.Option("--text", help="ID: also give the stored text, in which identity is masked.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", help="FILE: write it as a page instead.", show_default=False),
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="FILE: what it is.", show_default="told by its headings")] = None,
    record: Annotated[
        str | None,
        typer.Option(help="FILE of several documents: which one, by id or number.", show_default="the first"),
    ] = None,
    identity: Annotated[
        bool, typer.Option("--identity", help="FILE: show who the person is, which is masked otherwise.")
    ] = False,
    lang: Language = Lang.en,
    as_json: Json = False,
) -> None:
    """Show what is read in a file, its text in colour, or what the graph has of a document, each fact with its place.

    A file is read on the spot: nothing is stored, and no server is started for it.
    """
    if Path(what).is_file():
        from .show_file import show_file

        known: DocumentKind | None = None if kind is None else "resume" if kind is Kind.resume else "posting"
        show_file(Path(what), known, record, lang=lang.value, identity=identity, html=html, as_json=as_json)
        return
    if html is not None or kind is not None or record is not None or identity:
        raise InputError("there is no such file", where=what, fix="--html, --kind, --record, --identity need a file")
    from etl.describe import describe
    from graph.store import open_store

    with open_store() as store:
        facts = describe(store, what, text=text)
    emit(facts, as_json, lambda: [tree(facts, lang.value), *([facts["text"]] if text else [])])


def tree(facts: dict[str, Any], lang: str) -> Tree:
    """The facts of one document as a tree."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{facts['document']} ({facts['kind']}, {facts['lang']}, {facts['format']})", style="bold"))
    for key in ("title", "seniority", "years", "education_level", "place", "company"):
        if facts[key] is not None:
            root.add(Text(f"{key.replace('_', ' ')}: {facts[key]}"))
    if facts.get("cautions"):
        root.add(Text(f"beware: {', '.join(facts['cautions'])}", style="yellow"))
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
