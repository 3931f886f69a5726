"""For analysts whose notebooks use py2neo: the same graph, through a client that its author no longer maintains.

Run `make demo` first, then `.venv/bin/python examples/analyst_py2neo.py`. New work should use the official `neo4j`
driver; py2neo is an optional extra (`pip install careergraph[py2neo]`).
"""

from __future__ import annotations

from py2neo import Graph
from rich.console import Console
from rich.table import Table

from graph import server
from graph.settings import settings

WANTED = """
MATCH (j:Job)-[asks:REQUIRES]->(s:Skill)
RETURN coalesce(s.label_en, s.id) AS skill, s.label_zh AS 技能, count(*) AS jobs,
  sum(toInteger(asks.essential)) AS essential
ORDER BY jobs DESC, skill
LIMIT 10
"""


def connect() -> Graph:
    """The embedded graph of this user, as a py2neo `Graph`."""
    running = server.start(settings())
    return Graph(running.uri, auth=("neo4j", server.password(settings())), name="neo4j")


def main() -> None:
    """Print the skills that most jobs ask for."""
    graph = connect()
    rows = graph.run(WANTED).data()
    graph.service.connector.close()
    table = Table(*(rows[0] if rows else ["skill"]), title="The skills that most jobs ask for")
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
