"""`careergraph path`: ways from one occupation to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .options import Lang, Language
from .output import Json, emit, table

if TYPE_CHECKING:
    from rich.table import Table

    from gnn.careers import CareerPath


def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Occupation: id or label, English or Chinese.")],
    goal: Annotated[str, typer.Argument(metavar="TO", help="Occupation: id or label, English or Chinese.")],
    top: Annotated[int, typer.Option("--top", "-k", min=1, max=10, help="How many ways.")] = 1,
    lang: Language = Lang.en,
    as_json: Json = False,
) -> None:
    """The most usual career paths between two occupations, with the skills that each step adds."""
    from gnn.careers import career_paths
    from graph.store import open_store
    from ontology.resolve import resolve

    with open_store() as store:
        ends = [resolve(store, text, "Occupation") for text in (start, goal)]
        paths = career_paths(store, ends[0], ends[1], k=top, lang=lang.value)
    emit(
        {"from": ends[0], "to": ends[1], "paths": paths},
        as_json,
        lambda: [shown(found) for found in paths] or "no career moves lead from one to the other",
    )


def shown(found: CareerPath) -> Table:
    """One path as a table: a row a step."""
    rows = [
        (
            number,
            step.label,
            f"{step.probability:.0%}" if number else "",
            ", ".join(("*" if skill.essential else "") + skill.label for skill in step.skills_needed),
        )
        for number, step in enumerate(found.steps)
    ]
    columns = ("step", "occupation", "chance", "skills to add (* essential)")
    return table(f"cost {found.cost:.2f}", columns, rows, numbers=("chance",))
