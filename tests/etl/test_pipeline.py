"""The whole way from files to facts, on the bundled sample: complete, repeatable, in any order, nothing half loaded."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import etl
from etl import workers
from etl.extract import Extractor
from etl.pipeline import build_extractor, ingest
from etl.tables import load_courses, load_interactions
from graph.cypher import query
from graph.digest import digest
from graph.errors import InputError
from graph.schema import LINKS, NODES
from graph.store import Store
from ontology import import_ontology

SAMPLE = Path(etl.__file__).parent / "sample"
FACTS = """
MATCH (n) WHERE n:Document OR n:Candidate OR n:Identity OR n:Job OR n:Mention OR n:Position OR n:Education
  OR n:Company OR n:School OR n:Place OR n:Industry OR n:Course
DETACH DELETE n
"""


@pytest.fixture(scope="module")
def starter(session_store: Store) -> Store:
    """A graph with the starter ontology."""
    session_store.execute(query("store/wipe").text)
    import_ontology(session_store, "starter")
    return session_store


@pytest.fixture(scope="module")
def extractor(starter: Store) -> Extractor:
    return build_extractor(starter)


@pytest.fixture
def graph(starter: Store) -> Iterator[Store]:
    """The starter ontology without any document."""
    starter.execute(FACTS)
    yield starter
    starter.execute(FACTS)


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """A few of the sample's resumes, in every format that there is."""
    folder = tmp_path / "resumes"
    folder.mkdir()
    seen: dict[str, int] = {}
    for path in sorted((SAMPLE / "resumes").iterdir()):
        seen[path.suffix] = seen.get(path.suffix, 0) + 1
        if seen[path.suffix] <= 2:
            shutil.copy(path, folder)
    return folder


def test_the_same_folder_twice_and_shuffled_gives_the_same_graph(
    graph: Store, extractor: Extractor, tmp_path: Path
) -> None:
    for kind in ("resume", "posting"):
        summary = ingest(graph, [SAMPLE / f"{kind}s"], kind, workers=2, extractor=extractor)
        assert summary.refused == []
        assert summary.loaded == summary.found == {"resume": 40, "posting": 80}[kind]
    first = digest(graph)

    for kind in ("resume", "posting"):
        again = ingest(graph, [SAMPLE / f"{kind}s"], kind, workers=2, extractor=extractor)
        assert again.loaded == 0
        assert again.unchanged == again.found
    assert digest(graph) == first

    graph.execute(FACTS)
    for kind in ("posting", "resume"):
        files = list((SAMPLE / f"{kind}s").iterdir())
        random.Random(7).shuffle(files)
        for start in range(0, len(files), 17):
            ingest(graph, files[start : start + 17], kind, workers=1, extractor=extractor)
    assert digest(graph) == first


def test_every_span_in_the_graph_is_where_it_says(graph: Store, extractor: Extractor, some: Path) -> None:
    ingest(graph, [some], "resume", extractor=extractor)
    rows = graph.execute(
        "MATCH (m:Mention)-[:IN]->(d:Document) "
        "RETURN m.text AS said, substring(d.text, m.start, m.end - m.start) AS there"
    )
    assert len(rows) > 50
    assert [row for row in rows if row["said"] != row["there"]] == []


def test_every_skill_of_a_person_has_its_evidence(graph: Store, extractor: Extractor, some: Path) -> None:
    ingest(graph, [some], "resume", extractor=extractor)
    rows = graph.execute(
        "MATCH (d:Document)-[:DESCRIBES]->(:Candidate)-[:HAS_SKILL]->(s:Skill) "
        "RETURN count(*) AS facts, "
        "sum(CASE WHEN EXISTS { (d)<-[:IN]-(:Mention)-[:OF]->(s) } THEN 1 ELSE 0 END) AS shown"
    )
    assert rows[0]["facts"] > 30
    assert rows[0]["shown"] == rows[0]["facts"]


def test_identity_stands_apart(graph: Store, extractor: Extractor, some: Path) -> None:
    ingest(graph, [some], "resume", extractor=extractor)
    rows = graph.execute(
        "MATCH (d:Document)-[:DESCRIBES]->(:Candidate)-[:IDENTIFIED_BY]->(i:Identity) "
        "RETURN d.text AS text, i.names + i.emails + i.phones AS known"
    )
    assert len(rows) == len(list(some.iterdir()))
    assert sum(len(row["known"]) for row in rows) >= 2 * len(rows)
    for row in rows:
        assert not [value for value in row["known"] if value in row["text"]]
    outside = graph.execute(
        "MATCH (i:Identity) UNWIND i.names + i.emails + i.phones AS value "
        "MATCH (n) WHERE NOT n:Identity AND any(key IN keys(n) WHERE n[key] IS :: STRING AND n[key] CONTAINS value) "
        "RETURN labels(n) AS labels, n.id AS id LIMIT 5"
    )
    assert outside == []


def test_what_cannot_be_read_is_named_and_stops_nothing(
    graph: Store, extractor: Extractor, some: Path, tmp_path: Path
) -> None:
    good = len(list(some.iterdir()))
    (some / "empty.txt").write_text("   \n", encoding="utf-8")
    (some / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing of what follows is a PDF")
    (some / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (some / "copy.txt").write_text("Invented Person\nWelder\nSkills: welding\n", encoding="utf-8")
    (some / "copy of the copy.txt").write_text("Invented Person\nWelder\nSkills: welding\n", encoding="utf-8")
    summary = ingest(graph, [some], "resume", workers=2, extractor=extractor)
    assert summary.loaded == good + 1
    assert summary.repeated == 1
    assert summary.refusals == {"empty-document": 1, "broken-document": 1, "unsupported-format": 1}
    assert summary.found == len(list(some.iterdir()))
    assert graph.execute("MATCH (d:Document) RETURN count(d) AS n") == [{"n": good + 1}]
    sources = graph.execute("MATCH (i:Identity) WHERE size(i.sources) > 1 RETURN i.sources AS s")
    assert sources == [{"s": ["copy of the copy.txt", "copy.txt"]}]


def test_an_interrupted_run_goes_on_where_it_stopped(
    graph: Store, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.pipeline.DOCUMENTS_PER_TRANSACTION", 5)

    def stop(done: int, total: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(graph, [SAMPLE / "resumes"], "resume", workers=2, extractor=extractor, progress=stop)
    half = graph.execute("MATCH (d:Document) RETURN count(d) AS n")[0]["n"]
    assert 10 <= half < 40
    rest = ingest(graph, [SAMPLE / "resumes"], "resume", workers=2, extractor=extractor)
    assert (rest.unchanged, rest.loaded) == (half, 40 - half)
    interrupted = digest(graph)
    graph.execute(FACTS)
    ingest(graph, [SAMPLE / "resumes"], "resume", workers=2, extractor=extractor)
    assert digest(graph) == interrupted


def test_an_older_reading_is_replaced(graph: Store, extractor: Extractor, some: Path) -> None:
    ingest(graph, [some], "resume", extractor=extractor)
    fresh = digest(graph)
    graph.execute(
        "MATCH (c:Candidate) WITH c ORDER BY c.id LIMIT 1 MATCH (s:Skill) WHERE NOT (c)-[:HAS_SKILL]->(s) "
        "WITH c, s ORDER BY s.id LIMIT 1 CREATE (c)-[:HAS_SKILL {confidence: 0.1}]->(s)"
    )
    graph.execute("MATCH (d:Document) SET d.extractor = 'careergraph/0'")
    again = ingest(graph, [some], "resume", extractor=extractor)
    assert again.loaded == again.found
    assert digest(graph) == fresh


def test_a_document_that_kills_its_process_is_refused_alone(
    graph: Store, extractor: Extractor, some: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = len(list(some.iterdir()))
    (some / "killer.txt").write_text("Invented Person\nSkills: welding\n", encoding="utf-8")
    honest = workers.read

    def deadly(path: Path, *rest: object, **more: object) -> object:
        if path.name == "killer.txt":
            os._exit(1)
        return honest(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "read", deadly)
    summary = ingest(graph, [some], "resume", workers=2, extractor=extractor)
    assert [one.source for one in summary.refused] == ["killer.txt"]
    assert summary.loaded == good


def test_a_path_that_does_not_exist_is_named(graph: Store, extractor: Extractor, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        ingest(graph, [tmp_path / "nowhere"], "resume", extractor=extractor)


def test_tables_join_what_was_read_and_the_graph_is_as_the_schema_says(graph: Store, extractor: Extractor) -> None:
    for kind in ("resume", "posting"):
        ingest(graph, [SAMPLE / f"{kind}s"], kind, extractor=extractor)
    for _ in range(2):
        events = load_interactions(graph, SAMPLE / "interactions.csv")
        courses = load_courses(graph, SAMPLE / "courses.csv")
    assert events.refused == courses.refused == []
    stored = graph.execute("MATCH (:Candidate)-[r:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(:Job) RETURN count(r) AS n")
    assert stored[0]["n"] == events.stored >= 250
    assert (
        graph.execute("MATCH (c:Course) WHERE (c)-[:TEACHES]->(:Skill) RETURN count(c) AS n")[0]["n"] == courses.stored
    )

    known = {node.label: set(node.properties) for node in NODES}
    for row in graph.execute("MATCH (n) UNWIND labels(n) AS label UNWIND keys(n) AS key RETURN DISTINCT label, key"):
        assert row["key"] in known.get(row["label"], ()), row
    links = {(a, link.type, b): link for link in LINKS for a in link.start for b in link.end}
    for row in graph.execute(
        "MATCH (a)-[r]->(b) WITH DISTINCT labels(a)[0] AS a, type(r) AS type, labels(b)[0] AS b, keys(r) AS keys "
        "RETURN a, type, b, keys"
    ):
        link = links.get((row["a"], row["type"], row["b"]))
        assert link is not None, row
        assert set(row["keys"]) <= set(link.properties), row


def test_a_bad_row_of_a_table_is_named(graph: Store, tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text("candidate_file,job_ref,kind,at,value\nnobody.pdf,nothing,viewed,2026-01-01,\n", encoding="utf-8")
    summary = load_interactions(graph, table)
    assert summary.refused == [("events.csv:2", "the graph has no resume from that file")]
    table.write_text("who,what\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns are missing: at, candidate_file"):
        load_interactions(graph, table)


# Last, since it empties the graph that the others share.
def test_no_ontology_no_ingestion(store: Store, some: Path) -> None:
    with pytest.raises(InputError, match="holds no ontology"):
        ingest(store, [some], "resume")
