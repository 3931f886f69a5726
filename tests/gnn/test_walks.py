"""Walks over what others did: by hand, without the edge in question, and taken only where they help."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gnn.fitting import WALK, Examples, fit, walks_gain, walks_pay
from gnn.pairs import FEATURES
from gnn.walks import Walks, walks_from, walks_to
from graph.store import Store

from . import world

Done = dict[str, dict[str, float]]
#: Ann and Bo both turned to x, Ann and Cy to y; Bo went on to z, Cy to z and w.
DONE: Done = {"ann": {"x": 0.2, "y": 0.6}, "bo": {"x": 0.6, "z": 0.2}, "cy": {"y": 0.2, "z": 0.2, "w": 0.6}}


def walks(done: Done) -> Walks:
    known: Done = {}
    for person, jobs in done.items():
        for job, weight in jobs.items():
            known.setdefault(job, {})[person] = weight
    return Walks(done, known, done)


def test_a_walk_goes_by_weight_and_never_back() -> None:
    found = walks(DONE)
    ways = found.to("ann", "z")
    assert [(one.via, one.who) for one in ways] == [("x", "bo"), ("y", "cy")]
    # A quarter of what Ann did is x, which Bo alone shares, who did nothing else but z; and so on.
    assert [one.share for one in ways] == pytest.approx([0.25, 0.75 * 0.25])
    assert found.to("ann", "w")[0].share == pytest.approx(0.75 * 0.75)
    assert found.nearness("ann", "z") == pytest.approx((0.25 + 0.1875) ** (1 / 3))
    assert found.nearness("ann", "nothing") == 0
    assert found.nearness("nobody", "z") == 0


def test_the_edge_in_question_says_nothing() -> None:
    done = DONE | {"ann": {**DONE["ann"], "z": 1.0}}
    assert walks(done).nearness("ann", "z") == pytest.approx(walks(DONE).nearness("ann", "z"))
    assert walks(DONE).nearness("ann", "x") == 0, "nobody else leads to x"
    hidden = walks(DONE).hiding("ann", {"x"})
    assert [one.via for one in hidden.to("ann", "z")] == ["y"]
    assert hidden.to("ann", "z") == walks(DONE).to("ann", "z", {"x"})


def test_without_its_edges_a_way_is_gone_and_others_stay() -> None:
    found = walks(DONE)
    first, second = found.to("ann", "z")
    left = found.without("ann", first, "z").to("ann", "z")
    assert [(one.via, one.who) for one in left] == [(second.via, second.who)]


PEOPLE, JOBS = st.sampled_from([f"p{i}" for i in range(5)]), st.sampled_from([f"j{i}" for i in range(6)])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(PEOPLE, st.dictionaries(JOBS, st.sampled_from([0.2, 0.6, 1.0]), max_size=6)), PEOPLE, JOBS)
def test_it_is_a_probability(done: Done, person: str, job: str) -> None:
    shares = [one.share for one in walks(done).to(person, job)]
    assert all(share > 0 for share in shares)
    assert sum(shares) <= 1 + 1e-9
    assert all(one.who != person and one.via != job for one in walks(done).to(person, job))


def test_both_directions_and_the_graph_agree(graph: Store) -> None:
    people = [f"candidate:{block}{n}" for block in world.BLOCKS for n in range(world.PEOPLE)]
    jobs = [f"job:{block}{n}" for block in world.BLOCKS for n in range(world.JOBS)]
    there = {person: walks_from(graph, person) for person in people[:9:2]}
    for job in jobs[:12:2]:
        back = walks_to(graph, job, people)
        for person, found in there.items():
            assert found.nearness(person, job) == pytest.approx(back.nearness(person, job))
    found = there["candidate:data0"]
    reached = {job for job in jobs if found.nearness("candidate:data0", job) > 0}
    assert reached
    assert all("data" in job for job in reached)
    assert found.kinds["candidate:data0", "job:data0"] == "APPLIED"


def test_what_speaks_against_a_job_is_no_step(graph: Store) -> None:
    event = "MATCH (c:Candidate {id: 'candidate:sales0'}), (j:Job {id: 'job:data3'}) "
    graph.execute(event + "CREATE (c)-[:RATED {at: '2026-01-01', value: 1.0}]->(j)")
    try:
        assert not any(
            walks_from(graph, "candidate:sales0").nearness("candidate:sales0", f"job:data{n}") for n in (0, 5, 8)
        )
    finally:
        graph.execute("MATCH (:Candidate)-[r:RATED]->(:Job) DELETE r")


def described(groups: int, seed: int) -> Examples:
    """60 people who turn to 6 of 60 jobs: any of them (one group), or only those of their own group, of which nothing
    but what others did tells."""
    random = np.random.default_rng(seed)
    jobs = np.array([f"j{i}" for i in range(60)])
    done = {
        f"p{i}": dict.fromkeys(random.choice(jobs[i % groups :: groups], 6, replace=False).tolist(), 0.2)
        for i in range(60)
    }
    found = walks(done)
    features, labels, person = [], [], []
    for i, (name, own) in enumerate(done.items()):
        ids = sorted(own)
        for half, hidden in enumerate((ids[::2], ids[1::2])):
            others = [job for job in jobs if job not in own][half::4]
            for job in [*hidden, *others]:
                row = random.random(len(FEATURES)).astype(np.float32)
                row[WALK] = found.nearness(name, job, hidden)
                features.append(row)
                labels.append(job in own)
                person.append(i)
    return Examples(np.stack(features), np.array(labels), np.array(person, np.int64), np.zeros(len(labels), np.int64))


def test_they_are_taken_where_unseen_people_are_ranked_better_and_only_there() -> None:
    together, by_lot = described(6, 1), described(1, 4)
    gain, low, _ = walks_gain(together)
    assert low > 0.2 < gain
    assert fit(together).walks
    assert not walks_pay(by_lot)
    assert not fit(by_lot).walks
    few = together.where(together.person < 20)
    assert not fit(few).walks
