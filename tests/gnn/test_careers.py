"""Career paths on the invented world, and predictors of the next occupation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gnn.baselines.careers import Markov, MostFrequent, NextOccupation, RepeatLast
from gnn.careers import career_paths, derive_moves
from gnn.evaluation.careers import evaluate_careers
from gnn.sequences import CareerModel
from graph.errors import GoldFileError, NotFound
from graph.store import Store


def test_the_likeliest_way_comes_first_with_what_is_to_be_learned(peopled: Store) -> None:
    direct, around = career_paths(peopled, "o:data", "o:lead", k=5)
    assert [step.occupation for step in direct.steps] == ["o:data", "o:lead"]
    assert direct.cost == pytest.approx(-math.log(0.75))
    assert [step.occupation for step in around.steps] == ["o:data", "o:sales", "o:lead"]
    assert around.cost == pytest.approx(-math.log(0.25))
    assert [step.probability for step in around.steps] == [1.0, 0.25, 1.0]
    assert around.steps[0].skills_needed == ()
    assert {need.skill for need in around.steps[1].skills_needed} == {
        "s:negotiation", "s:cold calling", "s:account planning", "s:pricing",
    }  # fmt: skip
    knowing = career_paths(peopled, "o:data", "o:lead", k=5, has=["s:pricing"], lang="zh")[1]
    assert len(knowing.steps[1].skills_needed) == 3
    assert knowing.steps[1].label == "销售代表"
    assert len(career_paths(peopled, "o:data", "o:lead", k=1)) == 1


def test_no_way_and_no_such_occupation_differ(peopled: Store) -> None:
    assert career_paths(peopled, "o:lead", "o:data") == []
    with pytest.raises(NotFound, match="o:none"):
        career_paths(peopled, "o:data", "o:none")


def test_moves_of_resumes_join_the_curated_ones_and_repeat_without_change(peopled: Store) -> None:
    peopled.execute(
        "MATCH (c:Candidate {id: 'candidate:nursing1'})-[:HELD]->(p:Position), (o:Occupation {id: 'o:sales'}) "
        "SET p.start = '2015' CREATE (c)-[:HELD]->(:Position {id: 'later', start: '2020', order: 1})-[:AS]->(o)"
    )
    assert derive_moves(peopled) == 4
    read = (
        "MATCH (a)-[r:LEADS_TO]->(b) RETURN a.id AS a, b.id AS b, r.count AS n, r.probability AS p, r.cost AS c, "
        "r.source AS s ORDER BY a, b"
    )
    first = peopled.execute(read)
    assert {(row["a"], row["b"]): row["n"] for row in first} == {
        ("o:data", "o:lead"): 3, ("o:data", "o:sales"): 1, ("o:nursing", "o:sales"): 1, ("o:sales", "o:lead"): 1,
    }  # fmt: skip
    assert first[2]["s"] == "observed"
    assert derive_moves(peopled) == 4
    assert peopled.execute(read) == first
    peopled.execute("MATCH (p:Position {id: 'later'}) DETACH DELETE p")
    assert derive_moves(peopled) == 3


@pytest.mark.parametrize("model", [MostFrequent(), RepeatLast(), Markov(), CareerModel(np.eye(4, dtype=np.float32))])
def test_a_predictor_learns_a_habit(model: NextOccupation) -> None:
    model.fit([[0, 1]] * 8 + [[2, 2]] * 3 + [[1, 1]] * 3, 4)
    scores = model.scores([2])
    assert scores.shape == (4,)
    assert np.isfinite(scores).all()
    if model.name in ("markov", "repeat_last", "markov_embedding"):
        assert int(np.argmax(scores)) == 2
    if model.name in ("markov", "markov_embedding"):
        assert int(np.argmax(model.scores([0]))) == 1
        assert float(scores.sum()) == pytest.approx(1.0, abs=1e-4)


def test_the_report_has_every_baseline_and_says_what_was_left_out() -> None:
    ids = ["a", "b", "c", "d"]
    train = [["a", "b"]] * 10 + [["c", "c"]] * 10
    with pytest.raises(GoldFileError, match="two positions"):
        evaluate_careers(train, [["a"], ["x", "a"]], ids, np.eye(4, dtype=np.float32))
    report = evaluate_careers(train, [["a", "b"], ["c", "c"], ["x", "a"], ["b"]], ids, np.eye(4, dtype=np.float32))
    values = report.as_json()
    assert (values["n"], values["details"]["left_out"]) == (2, 2)
    assert set(values["baselines"]) == {"repeat_last", "most_frequent", "markov"}
    assert values["metrics"]["r1"][0] == 1.0
    assert values["baselines"]["repeat_last"]["r1"][0] == 0.5
