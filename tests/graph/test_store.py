"""The store on a real server: units of work, read access, clear errors, migrations."""

import pytest

from graph.errors import NotFound, StoreError, StoreUnavailable
from graph.migrate import migrate, migrations
from graph.settings import Settings
from graph.store import Store, open_store


def nodes(store: Store) -> int:
    return int(store.execute("MATCH (n:Company) RETURN count(n) AS n")[0]["n"])


def test_a_transaction_stores_all_or_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError, match="half way"), store.transaction() as tx:
        tx._inner.run("CREATE (:Company {id: 'a'})")
        raise RuntimeError("half way")
    assert nodes(store) == 0
    with store.transaction() as tx:
        tx._inner.run("CREATE (:Company {id: 'a'})")
    assert nodes(store) == 1


def test_reading_cannot_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="refused a query"):
        store.read("store/note_migration", version=1, name="x")


def test_migrations_are_applied_once(store: Store) -> None:
    assert migrate(store) == []
    rows = store.read("store/applied_migrations")
    assert [row["version"] for row in rows] == [number for number, _, _ in migrations()]


def test_a_graph_from_the_future_is_refused(store: Store) -> None:
    store.write("store/note_migration", version=9999, name="from the future")
    try:
        with pytest.raises(StoreError, match="schema version 9999"):
            migrate(store)
    finally:
        store.execute("MATCH (m:Migration {version: 9999}) DELETE m")


def test_ids_are_unique(store: Store) -> None:
    store.execute("CREATE (:Skill {id: 's'})")
    with pytest.raises(StoreError, match="refused a query"):
        store.execute("CREATE (:Skill {id: 's'})")


def test_full_text_finds_chinese_inside_words(store: Store) -> None:
    store.execute("CREATE (:Label {id: 'l', text: '机器学习'}), (:Label {id: 'm', text: 'Machine learning'})")
    found = store.execute("CALL db.index.fulltext.queryNodes('label_text', '学习') YIELD node RETURN node.id AS id")
    assert [row["id"] for row in found] == ["l"]


def test_an_unknown_query_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="no query named 'store/nothing'"):
        store.read("store/nothing")


def test_a_server_that_is_not_there_is_a_clear_error(tmp_path) -> None:
    with pytest.raises(StoreUnavailable, match="does not answer"):
        open_store(Settings(home=tmp_path, neo4j_uri="bolt://127.0.0.1:9"))


def test_nonsense_as_an_address_is_a_clear_error(tmp_path) -> None:
    with pytest.raises(StoreUnavailable, match="no address"):
        open_store(Settings(home=tmp_path, neo4j_uri="http//nonsense"))
