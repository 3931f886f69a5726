"""docs/queries.md from the headers of the query library."""

from __future__ import annotations

from graph import cypher

from .markdown import table


def page() -> str:
    """Every named query: what it answers, and its parameters."""
    text = (
        "# Queries\n\nThe library under `graph/queries`. Run one with `careergraph query NAME KEY=VALUE …`; "
        "it runs in a read transaction, so that those that write are refused there.\n"
    )
    found = [cypher.query(name) for name in sorted(cypher.names())]
    for topic in dict.fromkeys(query.name.split("/")[0] for query in found):
        rows = [
            (
                f"`{query.name}`",
                query.answers,
                "; ".join(f"`{p.name}` ({p.type}): {p.meaning}" for p in query.parameters),
            )
            for query in found
            if query.name.split("/")[0] == topic
        ]
        text += f"\n## {topic}\n\n{table(('query', 'answers', 'parameters'), rows)}"
    return text
