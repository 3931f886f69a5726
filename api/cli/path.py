"""`careergraph path`: ways from one occupation to another."""

from __future__ import annotations

from typing import Annotated

import typer

from .output import Json, emit, table


def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Occupation: id or label, English or Chinese.")],
    goal: Annotated[str, typer.Argument(metavar="TO", help="Occupation: id or label, English or Chinese.")],
    top: Annotated[int, typer.Option("--top", "-k", min=1, max=10, help="How many ways.")] = 1,
    lang: Annotated[str, typer.Option(help="Language of labels: en or zh.")] = "en",
    as_json: Json = False,
) -> None:
    """The most usual career paths between two occupations, with the skills that each step adds."""
    from gnn.careers import career_paths
    from graph.store import open_store
    from ontology.resolve import resolve

    with open_store() as store:
        ends = [resolve(store, text, "Occupation") for text in (start, goal)]
        paths = career_paths(store, ends[0], ends[1], k=top, lang=lang)
    emit(
        {"from": ends[0], "to": ends[1], "paths": paths},
        as_json,
        lambda: [
            table(
                f"cost {found.cost:.2f}",
                ("step", "occupation", "chance", "skills to add (* essential)"),
                [
                    (
                        number,
                        step.label,
                        f"{step.probability:.0%}" if step.probability is not None else "",
                        ", ".join(("*" if skill.essential else "") + skill.label for skill in step.skills_needed),
                    )
                    for number, step in enumerate(found.steps)
                ],
                numbers=("chance",),
            )
            for found in paths
        ],
    )
