"""Baselines over the invented world: without a model, in the shape of the model's replies."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.baseline_matching import BaselineMatcher, ahead_of_others, graph_task
from gnn.baselines.registry import LEARNS_FROM_CHOICES, RANKERS, SLOW
from gnn.export import export
from gnn.features import concept_labels
from gnn.wishes import Filters, Wishes
from graph.errors import InputError, NotEnoughData, NotFound
from graph.store import Store

from . import world
from .conftest import CharacterEncoder

NURSE = "candidate:nursing1"


def matcher(graph: Store, name: str) -> BaselineMatcher:
    return BaselineMatcher(graph, name, encoder=CharacterEncoder())


@pytest.mark.parametrize("name", sorted(RANKERS.keys() - SLOW))
def test_every_ranker_answers_both_ways_in_the_shape_of_the_model(graph: Store, name: str) -> None:
    found = matcher(graph, name)
    jobs, people = found.jobs_for(NURSE, k=30), found.people_for("job:nursing2", k=24)
    assert [item.kind for item in (jobs.items[0], people.items[0])] == ["job", "candidate"]
    for page, whole in ((jobs, 30), (people, 24)):
        assert len({item.id for item in page.items}) == whole
        scores = [item.score for item in page.items]
        assert scores == sorted(scores, reverse=True)
        assert np.mean(scores) == pytest.approx(0.5)
        assert page.model["id"] == name
        assert page.next is None
        assert {"person_score", "reasons", "gaps"} <= page.as_json()["items"][0].keys()
    if name not in ("random", "popularity"):
        # Words and feedback stay within the block.
        assert sum("nursing" in item.id for item in jobs.items[:4]) >= 3
        assert sum("nursing" in item.id for item in people.items[:4]) >= 3
    first = found.jobs_for(NURSE, k=7)
    again = found.jobs_for(NURSE, k=23, offset=first.next or 0)
    assert [item.id for item in (*first.items, *again.items)] == [item.id for item in jobs.items]


def test_feedback_is_context_and_everything_is_in_its_place(graph: Store) -> None:
    data = export(graph)
    task = graph_task(data, "job", concept_labels(data))
    assert len(task.items) == 3 * world.JOBS
    chosen = dict(zip([one.id for one in task.queries], task.chosen, strict=True))
    assert {task.items[i].id for i in chosen[NURSE]} == {"job:nursing1", "job:nursing4", "job:nursing6"}
    people = graph_task(data, "candidate", concept_labels(data))
    assert len(people.items) == 3 * world.PEOPLE
    assert sum(map(len, people.chosen)) == sum(map(len, task.chosen))


def test_filters_come_first_and_other_wishes_are_refused(graph: Store) -> None:
    found = matcher(graph, "tfidf")
    page = found.jobs_for(NURSE, k=30, wishes=Wishes(Filters(place=("Place 1",))))
    assert {item.id[-1] for item in page.items} == {"1", "4", "7"}
    assert page.filters is not None
    assert page.filters["passed"] == len(page.items)
    with pytest.raises(InputError, match="filtered, no more"):
        found.jobs_for(NURSE, wishes=Wishes(mutual=True))
    with pytest.raises(InputError, match="for jobs"):
        found.people_for("job:data1", wishes=Wishes(Filters(remote=True)))
    with pytest.raises(NotFound):
        found.jobs_for("candidate:nobody")


def test_an_unknown_or_unfit_name_lists_those_that_can_be_used(graph: Store) -> None:
    with pytest.raises(InputError, match=r"no ranker 'gut'.*bm25.*user_cf"):
        matcher(graph, "gut")


def test_what_is_learnt_is_old_once_the_graph_has_grown(graph: Store) -> None:
    found = matcher(graph, "popularity")
    assert found.is_current
    event = "MATCH (c:Candidate {id: 'candidate:data1'}), (j:Job {id: 'job:data9'}) "
    try:
        graph.execute(event + "CREATE (c)-[:VIEWED {at: '2026-02-02'}]->(j)")
        assert not found.is_current
        graph.execute("MATCH (:Candidate)-[r:APPLIED|VIEWED]->(:Job) SET r.was = type(r)")
        graph.execute("MATCH (c:Candidate)-[r:APPLIED|VIEWED]->(j:Job) CREATE (c)-[:WAS {kind: r.was}]->(j) DELETE r")
        for name in sorted(LEARNS_FROM_CHOICES):
            with pytest.raises(NotEnoughData, match="tfidf"):
                matcher(graph, name)
        assert matcher(graph, "bm25").jobs_for(NURSE).items
    finally:
        graph.execute("MATCH (c)-[r:WAS {kind: 'APPLIED'}]->(j) CREATE (c)-[:APPLIED {at: '2026-01-01'}]->(j) DELETE r")
        graph.execute("MATCH ()-[r:WAS]->() DELETE r")


def test_a_score_is_the_share_of_the_others_that_are_behind() -> None:
    scores = np.array([5, 1, 1, 3], np.float32)
    np.testing.assert_allclose(ahead_of_others(scores), [1, 1 / 6, 1 / 6, 2 / 3], rtol=1e-6)
    np.testing.assert_allclose(ahead_of_others(np.zeros(3, np.float32)), [0.5] * 3)
    np.testing.assert_allclose(ahead_of_others(np.ones(1, np.float32)), [1])
