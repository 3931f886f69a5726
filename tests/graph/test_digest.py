"""The canonical hash: blind to order, awake to every other difference."""

from graph.digest import digest
from graph.store import Store


def test_the_order_of_writing_plays_no_part(store: Store) -> None:
    first = "CREATE (:Company {id: 'a', name: 'A'})"
    second = "CREATE (:Company {id: 'b'})"
    link = "MATCH (a:Company {id: 'a'}), (b:Company {id: 'b'}) CREATE (a)-[:RELATED {index: 1}]->(b)"
    digests = []
    for order in ((first, second, link), (second, first, link)):
        store.execute("MATCH (n:Company) DETACH DELETE n")
        for statement in order:
            store.execute(statement)
        digests.append(digest(store))
    assert digests[0] == digests[1]


def test_every_difference_shows(store: Store) -> None:
    seen = {digest(store)}
    for change in (
        "CREATE (:Company {id: 'a'}), (:Company {id: 'b'})",
        "MATCH (a:Company {id: 'a'}) SET a.name = '公司'",
        "MATCH (a:Company {id: 'a'}), (b:Company {id: 'b'}) CREATE (a)-[:RELATED]->(b)",
        "MATCH ()-[r:RELATED]->() SET r.index = 2",
        "MATCH (a)-[r:RELATED]->(b) CREATE (b)-[:RELATED {index: 2}]->(a) DELETE r",
        "MATCH (b:Company {id: 'b'}) SET b:Place",
    ):
        store.execute(change)
        seen.add(digest(store))
    assert len(seen) == 7
