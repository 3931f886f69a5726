"""Why a candidate and a job fit: paths that are in the graph, each with the text that it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.store import Store

from .data import Vectors
from .features import label
from .pairs import Nearness, pair_features
from .walks import Walk, Walks

Row = Mapping[str, Any]
Pair = tuple[str, str]
#: Features [n, len(FEATURES)] to scores [n]: what `weigh` measures losses with.
Score = Callable[[Vectors], npt.NDArray[np.float64]]
#: Ways by what others did that are cited of one pair: the likeliest say it.
MOST_WALKS = 3


@dataclass(frozen=True)
class PathNode:
    """A node of a path; `type` is its label in the graph."""

    id: str
    label: str
    type: str


@dataclass(frozen=True)
class Evidence:
    """Characters `start` to `end` of a document's text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class Reason:
    """A path from the candidate to the job. `relations[i]` joins `path[i]` and `path[i + 1]`, in either direction.

    `weight` is what the score loses when the path is taken away, all else (and the cosine) unchanged.
    """

    kind: str
    path: tuple[PathNode, ...]
    relations: tuple[str, ...]
    weight: float
    evidence: tuple[Evidence, ...]


def reasons(
    store: Store, candidates: Mapping[str, Row], jobs: Mapping[str, Row], pairs: Sequence[Pair], lang: str = "en"
) -> dict[Pair, list[Reason]]:
    """The paths of each (candidate id, job id), unweighted."""
    asked = [{"candidate": candidate, "job": job} for candidate, job in pairs]
    found: dict[Pair, list[Reason]] = defaultdict(list)

    def add(row: Row, kind: str, middle: list[PathNode], relations: tuple[str, ...]) -> None:
        candidate, job = row["candidate"], row["job"]
        path = (
            PathNode(candidate, str(candidates[candidate]["title"] or candidate), "Candidate"),
            *middle,
            PathNode(job, str(jobs[job]["title"] or job), "Job"),
        )
        evidence = tuple(Evidence(**piece) for piece in row["evidence"])
        found[candidate, job].append(Reason(kind, path, relations, 0.0, evidence))

    for row in store.read("gnn/reasons_skill", pairs=asked):
        add(row, "skill", [_concept(row, "skill", "Skill", lang)], ("HAS_SKILL", "REQUIRES"))
    for row in store.read("gnn/reasons_related_skill", pairs=asked):
        wanted = {"id": row["wanted"], "label_en": row["wanted_en"], "label_zh": row["wanted_zh"]}
        middle = [_concept(row, "skill", "Skill", lang), PathNode(row["wanted"], label(wanted, lang), "Skill")]
        add(row, "related_skill", middle, ("HAS_SKILL", row["link"], "REQUIRES"))
    for row in store.read("gnn/reasons_occupation", pairs=asked):
        position, relations = _position(row)
        add(row, "occupation", [*position, _concept(row, "occupation", "Occupation", lang)], (*relations, "FOR"))
    for row in store.read("gnn/reasons_move", pairs=asked):
        position, relations = _position(row)
        origin = {"id": row["origin"], "label_en": row["origin_en"], "label_zh": row["origin_zh"]}
        middle = [
            *position,
            PathNode(row["origin"], label(origin, lang), "Occupation"),
            _concept(row, "occupation", "Occupation", lang),
        ]
        add(row, "move", middle, (*relations, "LEADS_TO", "FOR"))
    for row in store.read("gnn/reasons_place", pairs=asked):
        add(row, "place", [PathNode(row["place"], str(row["name"] or row["place"]), "Place")], ("LOCATED_IN",) * 2)
    return found


def walk_reasons(walks: Walks, candidate: Row, job: Row) -> list[Reason]:
    """The likeliest ways to the job by what others did, unweighted: a job that the candidate turned to, another person
    who did as well (by id alone), and what they did with this job."""
    found = []
    mine, title = candidate["id"], str(candidate["title"] or candidate["id"])
    for walk in walks.to(mine, job["id"])[:MOST_WALKS]:
        path = (
            PathNode(mine, title, "Candidate"),
            PathNode(walk.via, walks.titles.get(walk.via) or walk.via, "Job"),
            PathNode(walk.who, walk.who, "Candidate"),
            PathNode(job["id"], str(job["title"] or job["id"]), "Job"),
        )
        steps = (mine, walk.via), (walk.who, walk.via), (walk.who, job["id"])
        found.append(Reason("also_chosen", path, tuple(walks.kinds[step] for step in steps), 0.0, ()))
    return found


def weigh(
    found: Sequence[Reason], candidate: Row, job: Row, cosine: float, near: Nearness, score: Score, most: int
) -> list[Reason]:
    """Give each reason its weight; the `most` weighty ones that do carry weight, weightiest first."""
    if not found:
        return []
    variants = [(candidate, job, near), *(_without(one, candidate, job, near) for one in found)]
    scores = score(np.stack([pair_features(c, j, cosine, n) for c, j, n in variants]))
    weighed = [replace(one, weight=float(scores[0] - left)) for one, left in zip(found, scores[1:], strict=True)]
    carrying = [one for one in weighed if one.weight > 1e-9]
    order = sorted(carrying, key=lambda one: (-one.weight, one.kind, [node.id for node in one.path]))
    best: dict[tuple[str, str], Reason] = {}
    for one in order:
        # Two positions in one occupation are one reason.
        best.setdefault((one.kind, one.path[-2].id), one)
    return list(best.values())[:most]


def _without(one: Reason, candidate: Row, job: Row, near: Nearness) -> tuple[Row, Row, Nearness]:
    """Candidate, job and nearness as they would be without a path."""
    by_type = {node.type: node.id for node in one.path}
    if one.kind == "skill":
        lost = [skill for skill in candidate["skills"] if skill["id"] != by_type["Skill"]]
        return {**candidate, "skills": lost}, job, near
    if one.kind == "also_chosen":
        walk = Walk(one.path[1].id, one.path[2].id, 0.0)
        return candidate, job, replace(near, walks=near.walks.without(candidate["id"], walk, job["id"]))
    if one.kind == "related_skill":
        return candidate, job, near.without_skill(one.path[1].id, one.path[2].id)
    if one.kind == "place":
        # Not "unknown place" but "another place", or a missing fact would count as half a reason.
        return {**candidate, "places": ["elsewhere"]}, job, near
    origin = next(node.id for node in one.path if node.type == "Occupation")
    left = {key: [id_ for id_ in candidate[key] if id_ != origin] for key in ("held", "works_as")}
    return {**candidate, **left}, job, near


def _concept(row: Row, key: str, kind: str, lang: str) -> PathNode:
    return PathNode(row[key], label({"id": row[key], **row}, lang), kind)


def _position(row: Row) -> tuple[list[PathNode], tuple[str, ...]]:
    if row["position"] is None:
        return [], ("WORKS_AS",)
    return [PathNode(row["position"], str(row["title"] or row["position"]), "Position")], ("HELD", "AS")
