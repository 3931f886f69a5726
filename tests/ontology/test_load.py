"""Loading: the graph says what the files say, twice gives the same, what left the files leaves the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.digest import digest
from graph.errors import OntologyError
from graph.store import Store
from ontology.importers import esco, onet, starter
from ontology.load import load
from ontology.skos import Concept, Ontology, Scheme
from ontology.sources import import_ontology

from .conftest import STARTER, Write


def counts(store: Store) -> dict[str, int]:
    nodes = store.execute("MATCH (n) WHERE NOT n:Migration RETURN head(labels(n)) AS kind, count(*) AS n")
    links = store.execute("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n")
    return {row["kind"]: row["n"] for row in nodes + links}


def test_starter_in_the_graph(store: Store, starter_folder: Path) -> None:
    summary = import_ontology(store, "starter", starter_folder)
    assert (summary.concepts, summary.unchanged, summary.removed) == (8, False, 0)
    found = counts(store)
    assert found["Skill"] == 3
    assert found["Label"] == found["HAS_LABEL"] == summary.labels
    assert found["IN_SCHEME"] == 8
    assert (found["NEEDS"], found["LEADS_TO"], found["RELATED"]) == (2, 2, 1)
    row = store.execute(
        "MATCH (s:Skill {id: 'cg:skill/python'})<-[n:NEEDS]-(o:Occupation {id: 'cg:occupation/developer'})"
        "-[:IN_SCHEME]->(x:Scheme) MATCH (s)-[:HAS_LABEL]->(l {kind: 'alternative', lang: 'zh'}) RETURN s, n, o, x, l"
    )[0]
    assert row["s"]["label_zh"] == "Python语言"
    assert row["s"]["exact_match"] == ["http://esco/python", "onet:tech/python"]
    assert row["o"]["seniority"] == "mid"
    assert row["l"]["id"] == "cg:skill/python|zh|派森"
    assert row["x"]["version"] == summary.version


def test_loading_twice_changes_nothing(
    store: Store, starter_folder: Path, esco_folder: Path, onet_folder: Path
) -> None:
    ontologies = [starter.read(starter_folder), esco.read(esco_folder), onet.read(onet_folder)]
    for ontology in ontologies:
        assert not load(store, ontology).unchanged
    before = digest(store)
    for ontology in ontologies:
        assert load(store, ontology).unchanged
        again = load(store, ontology, force=True)
        assert (again.unchanged, again.written, again.removed) == (True, 0, 0)
    assert digest(store) == before


def test_order_of_schemes_does_not_matter(
    store: Store, starter_folder: Path, esco_folder: Path, onet_folder: Path
) -> None:
    ontologies = [starter.read(starter_folder), esco.read(esco_folder), onet.read(onet_folder)]
    for ontology in ontologies:
        load(store, ontology)
    before = digest(store)
    store.execute("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    for ontology in reversed(ontologies):
        load(store, ontology)
    assert digest(store) == before


def test_matches_wait_for_the_other_scheme(store: Store, starter_folder: Path, esco_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    assert "EXACT_MATCH" not in counts(store)
    load(store, esco.read(esco_folder))
    assert counts(store)["EXACT_MATCH"] == 2


def test_what_left_the_files_leaves_the_graph(store: Store, write: Write, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    header, rows = STARTER["skills/it"]
    python = [*rows[0][:4], "Python 3", *rows[0][5:7], "", *rows[0][8:]]  # without CPython, without related
    smaller = write(
        "smaller", {**STARTER, "skills/it": (header, [python, *rows[1:]]), "moves/it": (STARTER["moves/it"][0], [])}
    )
    changed = load(store, starter.read(smaller))
    assert changed.removed == 4  # a label, a related, two moves
    assert "LEADS_TO" not in counts(store)
    before = digest(store)
    store.execute("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")
    load(store, starter.read(smaller))
    assert digest(store) == before, "an update ends where a fresh import ends"


def test_a_concept_in_use_is_retired_not_deleted(store: Store, write: Write, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    store.execute("MATCH (s:Skill {id: 'cg:skill/sql'}) CREATE (:Candidate {id: 'candidate:test'})-[:HAS_SKILL]->(s)")
    header, rows = STARTER["skills/it"]
    kept = [[*row[:7], "", *row[8:]] for row in rows if row[0] != "sql"]
    load(store, starter.read(write("smaller", {**STARTER, "skills/it": (header, kept)})))
    found = store.execute(
        "MATCH (:Candidate)-[:HAS_SKILL]->(s) OPTIONAL MATCH (s)-[:HAS_LABEL]->(l) RETURN s, count(l) AS n"
    )
    assert found[0]["s"]["retired"] is True
    assert found[0]["n"] == 0
    load(store, starter.read(starter_folder))
    back = store.execute("MATCH (s:Skill {id: 'cg:skill/sql'}) RETURN s")[0]["s"]
    assert "retired" not in back


def test_properties_of_other_rooms_stay(store: Store, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    store.execute("MATCH (s:Skill {id: 'cg:skill/sql'}) SET s.theirs = 1, s.label_en = 'broken'")
    assert load(store, starter.read(starter_folder), force=True).written == 1
    row = store.execute("MATCH (s:Skill {id: 'cg:skill/sql'}) RETURN s")[0]["s"]
    assert (row["theirs"], row["label_en"]) == (1, "SQL")


def test_observed_moves_stay(store: Store, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    store.execute(
        "MATCH (a:Occupation {id: 'cg:occupation/lead'}), (b:Occupation {id: 'cg:occupation/analyst'}) "
        "CREATE (a)-[:LEADS_TO {source: 'observed', count: 3}]->(b)"
    )
    assert load(store, starter.read(starter_folder), force=True).unchanged


def test_a_broken_off_load_is_done_again(store: Store, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    store.execute("MATCH (s:Scheme) SET s.version = null WITH s MATCH (l:Label) DETACH DELETE l")
    again = load(store, starter.read(starter_folder))
    assert again.written == again.labels


def test_a_concept_of_another_scheme_is_refused(store: Store, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    before = digest(store)
    thief = Ontology(Scheme("thief", "", "1", "", "en"))
    thief.add(Concept("cg:skill/sql", "Skill", kind="tool")).name("SQL", "en", "preferred")
    with pytest.raises(OntologyError, match="belongs to the scheme starter"):
        load(store, thief)
    assert digest(store) == before


def test_progress_reaches_its_total(store: Store, starter_folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    summary = load(store, starter.read(starter_folder), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (summary.written, summary.written)
    assert seen == sorted(seen)


@pytest.mark.shared
def test_the_real_chinese_occupations_load_twice_the_same(store: Store, shared: Path) -> None:
    path = shared / "ontology/zh_occupations.csv.gz"
    assert import_ontology(store, "zh-occupations", path).concepts == 1941
    before = digest(store)
    assert import_ontology(store, "zh-occupations", path, force=True).unchanged
    assert digest(store) == before
