"""Graph to tensors: the whole matching graph out of the store, without anything that says who a person is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from graph.store import Store

from .data import EdgeType, GraphData, Indices, Nodes, Pairs, distinct_edges
from .feedback import latest, strongest

Progress = Callable[[int, int], None]
Row = Mapping[str, Any]
PAGE = 2_000

_CONCEPTS = {
    "skill": "gnn/skills",
    "occupation": "gnn/occupations",
    "company": "gnn/companies",
    "place": "gnn/places",
    "industry": "gnn/industries",
}
_CONCEPT_EDGES: dict[EdgeType, str] = {
    ("occupation", "needs", "skill"): "gnn/edges_needs",
    ("skill", "broader", "skill"): "gnn/edges_skill_broader",
    ("occupation", "broader", "occupation"): "gnn/edges_occupation_broader",
    ("skill", "related", "skill"): "gnn/edges_skill_related",
    ("occupation", "related", "occupation"): "gnn/edges_occupation_related",
    ("occupation", "leads_to", "occupation"): "gnn/edges_leads_to",
}


def document_edges(kind: str, row: Row) -> dict[EdgeType, list[str]]:
    """The neighbours of one candidate or job row, by edge type."""
    skills = [skill["id"] for skill in row["skills"]]
    if kind == "candidate":
        return {
            ("candidate", "has_skill", "skill"): skills,
            ("candidate", "held", "occupation"): list(row["held"]),
            ("candidate", "works_as", "occupation"): list(row["works_as"]),
            ("candidate", "worked_at", "company"): list(row["companies"]),
            ("candidate", "located_in", "place"): list(row["places"]),
        }
    return {
        ("job", "requires", "skill"): skills,
        ("job", "for", "occupation"): list(row["occupations"]),
        ("job", "offered_by", "company"): list(row["companies"]),
        ("job", "located_in", "place"): list(row["places"]),
        ("job", "in_industry", "industry"): list(row["industries"]),
    }


def read_candidates(store: Store, ids: list[str], progress: Progress | None = None) -> list[Row]:
    """Candidates as rows with attributes and neighbour ids, in the order of `ids`; unknown ids are left out."""
    return _paged(store, "gnn/candidates", ids, progress)


def read_jobs(store: Store, ids: list[str], progress: Progress | None = None) -> list[Row]:
    """Jobs as rows with attributes and neighbour ids, in the order of `ids`; unknown ids are left out."""
    return _paged(store, "gnn/jobs", ids, progress)


def ontology_version(store: Store) -> str:
    """The ontology in the graph, as `scheme@version` joined by spaces."""
    return " ".join(store.read("gnn/ontology_version")[0]["schemes"])


def export(store: Store, progress: Progress | None = None) -> GraphData:
    """Read the whole matching graph.

    Interactions become supervision only: they are in `GraphData.interactions` and `refused`, and in no edge.
    """
    candidate_ids = [row["id"] for row in store.read("gnn/candidate_ids")]
    job_ids = [row["id"] for row in store.read("gnn/job_ids")]
    total = len(candidate_ids) + len(job_ids)
    nodes = {
        "candidate": Nodes(read_candidates(store, candidate_ids, progress and (lambda n, _: progress(n, total)))),
        "job": Nodes(read_jobs(store, job_ids, progress and (lambda n, _: progress(len(candidate_ids) + n, total)))),
    }
    nodes |= {kind: Nodes(store.read(name)) for kind, name in _CONCEPTS.items()}

    edges: dict[EdgeType, Indices] = {}
    for kind in ("candidate", "job"):
        edges |= _document_edge_arrays(kind, nodes)
    for edge, name in _CONCEPT_EDGES.items():
        source, target = nodes[edge[0]].index, nodes[edge[2]].index
        rows = store.read(name)
        edges[edge] = distinct_edges(
            np.array([source[row["source"]] for row in rows], np.int64),
            np.array([target[row["target"]] for row in rows], np.int64),
        )
    return GraphData(nodes, edges, *_interactions(store, nodes), ontology_version(store))


def _paged(store: Store, name: str, ids: list[str], progress: Progress | None) -> list[Row]:
    rows: list[Row] = []
    pages = [ids[start : start + PAGE] for start in range(0, len(ids), PAGE)]
    # Two at a time: the server collects the next page while this one is decoded.
    with ThreadPoolExecutor(2) as pool:
        for done, part in enumerate(pool.map(lambda page: store.read(name, ids=page), pages), 1):
            rows += part
            if progress:
                progress(min(done * PAGE, len(ids)), len(ids))
    return rows


def _document_edge_arrays(kind: str, nodes: Mapping[str, Nodes]) -> dict[EdgeType, Indices]:
    sources: dict[EdgeType, list[int]] = {}
    targets: dict[EdgeType, list[int]] = {}
    for i, row in enumerate(nodes[kind].rows):
        for edge, ids in document_edges(kind, row).items():
            sources.setdefault(edge, []).extend([i] * len(ids))
            targets.setdefault(edge, []).extend(map(nodes[edge[2]].index.__getitem__, ids))
    return {
        edge: distinct_edges(np.array(rows, np.int64), np.array(targets[edge], np.int64))
        for edge, rows in sources.items()
    }


def _interactions(store: Store, nodes: Mapping[str, Nodes]) -> tuple[Pairs, Pairs]:
    """The pairs that feedback speaks for, and those that it speaks against; of a pair, the strongest event decides.

    Age counts from the latest event in the graph, so that the same graph always gives the same pairs.
    """
    candidate, job = nodes["candidate"].index, nodes["job"].index
    rows = store.read("gnn/interactions")
    said = strongest(rows, latest(row["at"] for row in rows))
    weights = [(candidate[one], job[other], weight) for (one, other), (weight, _) in said.items()]
    return (
        Pairs.of(pair for pair in weights if pair[2] > 0),
        Pairs.of((one, other, -weight) for one, other, weight in weights if weight < 0),
    )
