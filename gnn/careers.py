"""Career paths: the likely ways from one occupation to another, and the skills to learn at each step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from graph.errors import NotFound
from graph.store import Store

from .features import label


@dataclass(frozen=True)
class NeededSkill:
    """A skill that a step needs and no step before it had."""

    skill: str
    label: str
    essential: bool
    importance: float


@dataclass(frozen=True)
class Step:
    """One occupation on the way; `probability` is that of the move into it, 1 for the start."""

    occupation: str
    label: str
    probability: float
    skills_needed: tuple[NeededSkill, ...]


@dataclass(frozen=True)
class CareerPath:
    """A way over `LEADS_TO`. `cost` is the negative logarithm of its probability: smaller is likelier."""

    steps: tuple[Step, ...]
    cost: float

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def career_paths(
    store: Store, source: str, target: str, *, k: int = 3, lang: str = "en", has: Collection[str] = ()
) -> list[CareerPath]:
    """The k likeliest of the 30 shortest ways from one occupation to another; empty if there is none.

    Args:
        source, target: occupation ids.
        has: skills that the person has already; no step asks for them again.

    Raises:
        NotFound: one of the occupations is not in the graph.
    """
    for id_ in (source, target):
        if not store.read("gnn/occupation_exists", id=id_):
            raise NotFound("there is no such occupation", where=id_, fix="careergraph search finds ids by name")
    if source == target:
        return []
    rows = store.read("gnn/career_paths", source=source, target=target, k=k)
    ids = sorted({step["id"] for row in rows for step in row["steps"]})
    needs: dict[str, list[dict[str, Any]]] = {id_: [] for id_ in ids}
    for row in store.read("gnn/occupation_skills", ids=ids):
        needs[row["occupation"]].append(row)
    return [_path(row, needs, set(has), lang) for row in rows]


def derive_moves(store: Store) -> int:
    """Count the moves between consecutive positions of all resumes into `LEADS_TO`, beside the curated moves.

    Repeating it changes nothing. Returns the number of moves in the graph.
    """

    def work(tx: Any) -> int:
        tx.run("gnn/forget_observed_moves")
        tx.run("gnn/derive_moves")
        return int(tx.run("gnn/weigh_moves")[0]["moves"])

    return store.transact(work)


def _path(row: dict[str, Any], needs: dict[str, list[dict[str, Any]]], known: set[str], lang: str) -> CareerPath:
    steps = []
    for i, (node, probability) in enumerate(zip(row["steps"], [1.0, *row["probabilities"]], strict=True)):
        wanted = needs[node["id"]]
        # Who works in the first occupation has what it needs; nothing has to be learned to stay.
        fresh = [need for need in wanted if need["skill"] not in known] if i else []
        learn = tuple(
            NeededSkill(
                need["skill"], label({"id": need["skill"], **need}, lang), need["essential"], need["importance"]
            )
            for need in fresh
        )
        steps.append(Step(node["id"], label(node, lang), probability, learn))
        known = known | {need["skill"] for need in wanted}
    return CareerPath(tuple(steps), row["cost"])
