"""Slow baselines of a running service: fitted aside, one fit at a time, outdated ones answering meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from gnn.baseline_fitting import FittedBaselines
from gnn.baseline_matching import BaselineMatcher
from gnn.baselines.bert_pair import BertPair
from gnn.baselines.registry import RANKERS
from graph.errors import InputError, NotEnoughData, NotReady
from graph.store import Store
from tests.etl.tagging.tiny_bert import make_tiny_bert

from .conftest import CharacterEncoder

NURSE = "candidate:nursing1"
VIEW = """MATCH (c:Candidate {id: 'candidate:data1'}), (j:Job {id: 'job:data9'})
CREATE (c)-[:VIEWED {at: '2026-02-02'}]->(j)"""


class Gated(BaselineMatcher):
    """Is fitted once the gate is open."""

    gate = Event()
    begun: list[str]

    def __init__(self, store: Store, name: str, **options: Any) -> None:
        super().__init__(store, name, encoder=CharacterEncoder(), **options)
        self.begun.append(name)

    def prepare(self, *kinds: Any) -> None:
        """Wait, then fit."""
        assert self.gate.wait(60)
        super().prepare(*kinds)


@pytest.fixture
def baselines(
    graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[FittedBaselines, type[Gated]]]:
    bert = make_tiny_bert(tmp_path / "bert", ["data", "nurse", "analyst", "sales"])
    small = {"model": bert, "batch": 4, "rerank": 5}
    monkeypatch.setitem(RANKERS, "bert_pair", lambda _, seed: BertPair(seed, steps=3, **small))
    kind = type("Own", (Gated,), {"gate": Event(), "begun": []})
    found = FittedBaselines(graph, kind)
    yield found, kind
    kind.gate.set()
    found.close()


def _wait(baselines: FittedBaselines) -> None:
    for thread in list(baselines._fitting.values()):
        thread.join(60)


def test_a_slow_ranker_is_fitted_aside_and_an_old_one_answers_meanwhile(
    graph: Store, baselines: tuple[FittedBaselines, type[Gated]]
) -> None:
    found, kind = baselines
    for _ in range(2):
        with pytest.raises(NotReady, match="bert_pair"):
            found.get("bert_pair")
    # Others are fitted while the request waits.
    assert found.get("tfidf").jobs_for(NURSE).items
    assert kind.begun == ["bert_pair", "tfidf"]
    kind.gate.set()
    _wait(found)
    first = found.get("bert_pair")
    assert len(first.jobs_for(NURSE, k=30).items) == 30
    assert len(first.people_for("job:nursing2", k=24).items) == 24
    kind.gate.clear()
    try:
        graph.execute(VIEW)
        assert found.get("bert_pair") is first
        assert found.get("bert_pair") is first
        assert kind.begun.count("bert_pair") == 2
        kind.gate.set()
        _wait(found)
        assert found.get("bert_pair") is not first
        assert found.get("bert_pair").is_current
    finally:
        graph.execute("MATCH ()-[r:VIEWED]->() DELETE r")


def test_closing_ends_a_fit_and_what_is_half_fitted_is_not_used(
    baselines: tuple[FittedBaselines, type[Gated]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, kind = baselines
    steps: list[int] = []
    real = BertPair._logits
    monkeypatch.setattr(BertPair, "_logits", lambda self, pairs: (steps.append(1), real(self, pairs))[1])
    with pytest.raises(NotReady):
        found.get("bert_pair")
    Timer(0.3, kind.gate.set).start()
    found.close()
    assert not steps
    assert not found._fitted
    assert not found._fitting


def test_a_fit_that_fails_is_told_once_and_tried_again(
    baselines: tuple[FittedBaselines, type[Gated]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, kind = baselines
    kind.gate.set()
    with monkeypatch.context() as broken:
        broken.setattr(BertPair, "fit", lambda *_: (_ for _ in ()).throw(ZeroDivisionError))
        with pytest.raises(NotReady):
            found.get("bert_pair")
        _wait(found)
    with pytest.raises(ZeroDivisionError):
        found.get("bert_pair")
    with pytest.raises(NotReady):
        found.get("bert_pair")
    _wait(found)
    assert found.get("bert_pair").jobs_for(NURSE).items


def test_what_cannot_be_fitted_is_said_at_once(graph: Store, baselines: tuple[FittedBaselines, type[Gated]]) -> None:
    found, _ = baselines
    with pytest.raises(InputError, match="no ranker 'gut'"):
        found.get("gut")
    graph.execute("MATCH (:Candidate)-[r:APPLIED]->(:Job) SET r.was = type(r)")
    graph.execute("MATCH (c:Candidate)-[r:APPLIED]->(j:Job) CREATE (c)-[:WAS]->(j) DELETE r")
    try:
        with pytest.raises(NotEnoughData):
            found.get("bert_pair")
        assert not found._fitting
    finally:
        graph.execute("MATCH (c)-[r:WAS]->(j) CREATE (c)-[:APPLIED {at: '2026-01-01'}]->(j) DELETE r")


def test_a_fit_tells_how_far_it_is(graph: Store, baselines: tuple[FittedBaselines, type[Gated]]) -> None:
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    matcher = BaselineMatcher(graph, "bert_pair", encoder=CharacterEncoder(), go_on=go_on)
    matcher.prepare("job")
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
