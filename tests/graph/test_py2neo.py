"""The optional extra works against the graph: nodes written by one client are read by the other."""

import pytest

from graph import server
from graph.settings import Settings
from graph.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning", "ignore::UserWarning")
py2neo = pytest.importorskip("py2neo", reason="needs the optional extra py2neo")


def test_py2neo_reads_and_writes_the_graph(store: Store, config: Settings) -> None:
    store.execute("CREATE (:Skill {id: 'cg:skill/sql', label_en: 'SQL', label_zh: '结构化查询语言'})")
    graph = py2neo.Graph(store.uri, auth=("neo4j", server.password(config)), name="neo4j")
    assert graph.run("MATCH (s:Skill) RETURN s.label_zh AS zh").evaluate() == "结构化查询语言"
    graph.create(py2neo.Node("Company", id="company:acme", name="Acme"))
    assert store.execute("MATCH (c:Company) RETURN c.name AS name") == [{"name": "Acme"}]
    # py2neo would leave the socket to the garbage collector.
    graph.service.connector.close()


def test_the_example_finds_the_skills_that_jobs_ask_for(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    from examples import analyst_py2neo

    store.execute(
        "CREATE (:Job {id: 'job:1'})-[:REQUIRES {essential: true}]->"
        "(:Skill {id: 's', label_en: 'Welding', label_zh: '焊接'})"
    )
    analyst_py2neo.main()
    shown = capsys.readouterr().out
    assert "Welding" in shown
    assert "焊接" in shown
