"""Features of the ranker of the task `matching`, by hand on five adverts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from gnn.baselines.base import Item
from gnn.evaluation.applicant_graph import ApplicantGraph
from gnn.evaluation.applicants import Applicants, Asked, Person, in_time, split_in_time
from gnn.evaluation.examples import OTHERS, Features, cuts, examples
from gnn.evaluation.graph_scores import GraphScores
from gnn.evaluation.metrics import auc
from gnn.evaluation.pair_features import PairFeatures
from gnn.evaluation.walk_features import WalkFeatures
from gnn.lambdarank import Group, LambdaRank

from .conftest import CharacterEncoder

CA, NY = ("oakland, CA", "CA"), ("albany, NY", "NY")
ITEMS = (
    Item("a", ("cook", "cook"), CA, "Blue Inn", 0.0, "Food"),
    Item("b", ("line cook", "line cook"), ("berkeley, CA", "CA"), "Blue Inn", 10.0),
    Item("c", ("nurse", "nurse in oakland"), ("los angeles, CA", "CA"), "N/A", 20.0, "Health"),
    Item("d", ("nurse", "nurse"), NY, "Ward", 30.0),
    Item("e", ("driver", "driver"), ("nowhere, NY", "NY"), None, 40.0),
)
PEOPLE = {
    "p": Person("p", ("cook",), ("driver",), frozenset({"albany, NY", "NY"}), frozenset({"ward"}), 5.0),
    "q": Person("q", (), (), frozenset()),
    "r": Person("r", (), (), frozenset()),
}


@pytest.fixture
def data() -> Applicants:
    views = {"p": (0, 1, 2), "q": (2, 3), "r": (0, 1)}
    return Applicants(ITEMS, PEOPLE, views, {"p": (1.0, 2.0, 3.0), "q": (4.0, 5.0), "r": (1.0, 1.5)})


def row(features: PairFeatures | WalkFeatures, asked: Asked) -> Mapping[str, list[float]]:
    matrix = features.of(asked)
    return {name: matrix[:, i].tolist() for i, name in enumerate(features.names)}


def test_pair_features_are_what_they_are_said_to_be(data: Applicants, encoder: CharacterEncoder) -> None:
    features = PairFeatures(data, encoder, ["p"], order=True)
    features.fit(["q", "r"])
    found = row(features, Asked("p", (3, 0), (), (2.0, 3.0)))
    assert found["city_last"] == [1, 0, 0, 0, 0]
    assert found["state_last"] == [1, 1, 1, 0, 0]
    assert found["city_share"] == pytest.approx([1 / 1.7, 0, 0, 0.7 / 1.7, 0])
    assert found["city_profile"] == [0, 0, 0, 1, 0]
    assert found["city_named"] == [0, 0, 1, 0, 0]
    assert found["company_last"] == [1, 1, 0, 0, 0]
    assert found["company_profile"] == [0, 0, 0, 1, 0]
    assert found["company_adverts"] == pytest.approx([math.log(3), math.log(3), 0, math.log(2), 0])
    assert found["title_same"] == [1, 0, 1, 1, 0]
    assert found["industry_same"] == [1, 0, -1, 0, 0]
    assert found["nearer_last"][:4] == pytest.approx([0, math.log(2), math.log(3), math.log(4)])
    assert math.isnan(found["nearer_last"][4])
    assert found["distance_profile"][3] == 0
    assert found["word_last"][0] == pytest.approx(1)
    assert found["wish_word"][4] == pytest.approx(1)
    assert found["held_word"][0] == pytest.approx(1)
    assert found["viewers"] == pytest.approx([math.log(2), math.log(2), math.log(2), math.log(2), 0])
    assert found["order_last"] == pytest.approx([math.log(1 + n) for n in (0, 10, 20, 30, 40)])
    assert found["order_nearest"] == pytest.approx([math.log(1 + n) for n in (0, 10, 10, 0, 10)])
    # Near are a, b and d (viewed): only a is nearer to a than b is.
    assert found["order_near"] == pytest.approx([0, math.log(2), math.log(3), math.log(3), math.log(4)])
    assert found["meaning_near"][0] == 0
    # By day 3 the order of posting had come to advert b.
    assert found["age"] == [10, 0, -10, -20, -30]
    cold = row(features, Asked("q", (), ()))
    assert math.isnan(cold["word_last"][0])
    assert math.isnan(cold["distance_last"][0])
    assert cold["city_share"] == [0, 0, 0, 0, 0]


def test_the_season_of_an_advert_does_not_tell_its_own_views(data: Applicants, encoder: CharacterEncoder) -> None:
    features = PairFeatures(data, encoder, [], order=False)
    assert not [name for name in features.names if name.startswith(("order", "age"))]
    features.fit(["q", "r"])
    found = row(features, Asked("r", (0,), (), (4.5,)))["title_season"]
    # c and d share a title and were viewed once each; e has a title of its own.
    assert found[2] > 0
    assert found[3] > 0
    assert found[4] == pytest.approx(row(features, Asked("r", (0,), (), (4.5,)))["title_season"][0])


def test_walks_lead_to_places_that_people_tie(data: Applicants) -> None:
    walks = WalkFeatures(data)
    walks.fit(["q", "r"])
    found = row(walks, Asked("x", (0,), ()))
    # r ties Oakland to Berkeley; nobody ties it to Albany.
    assert found["place_walk"][0] > found["place_walk"][1] > found["place_walk"][3] == 0
    assert found["place_people"][1] == pytest.approx(math.log(2))
    assert found["company_walk"][1] > found["company_walk"][3]
    walks.fit(["q"])
    assert row(walks, Asked("x", (0,), ()))["place_walk"][1] < found["place_walk"][1]


def test_histories_are_cut_as_the_gold_file_cuts_them() -> None:
    for count, shown in ((1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (8, 5)):
        assert len(split_in_time(tuple(range(count)), (0.0,) * count)[0]) == shown
    assert in_time([(math.nan, 3), (2.0, 1), (1.0, 2), (3.0, 2)]) == [(1.0, 2), (2.0, 1), (math.nan, 3)]


def test_a_history_is_cut_where_the_gold_file_cuts_it_and_elsewhere() -> None:
    random = np.random.default_rng(0)
    assert cuts(1, 0, random) == []
    assert cuts(2, 1, random) == [1]
    for views in (3, 4, 9):
        first, *others = cuts(views, 2, random)
        assert first == 2
        assert len(set(others)) == min(2, views - 2)
        assert set(others) <= set(range(1, views)) - {2}


def test_examples_ask_for_what_came_last_and_no_ranker_learns_from_shuffled_labels(encoder: CharacterEncoder) -> None:
    random = np.random.default_rng(0)
    items = tuple(Item(f"i{i}", (f"{'abc'[i % 3]} job",), ("", f"S{i % 4}"), None, float(i)) for i in range(60))
    people = {f"p{i}": Person(f"p{i}", (), ("a job",), frozenset()) for i in range(40)}
    views = {id_: tuple(int(x) for x in random.permutation(60)[:4]) for id_ in people}
    data = Applicants(items, people, views, dict.fromkeys(people, (1.0, 2.0, 3.0, 4.0)))
    features = Features(data, encoder, sorted(people), order=True)
    warm, cold = examples(features)
    assert len(cold) == 40
    # Four views: cut after the second, as the gold file does, and also after the first and the third.
    assert Counter(len(one.asked.context) for one in warm) == {1: 40, 2: 40, 3: 40}
    for one in warm:
        assert one.asked.context + one.asked.targets == views[one.asked.id]
        assert len(one.asked.days) == len(one.asked.context)
        assert (one.chosen == 0).sum() <= OTHERS
        assert set(one.asked.targets) <= set(one.adverts.tolist())
        assert not set(one.asked.context) & set(one.adverts.tolist())
    # Views at random: what is learnt from some people says nothing of others.
    model = LambdaRank(features.names, seed=1, rounds=10)
    learners = {one.asked.id for one in warm[:60]}
    model.fit([Group(one.features, one.chosen) for one in warm if one.asked.id in learners])
    judged = [(model.scores(one.features), one.chosen > 0) for one in warm if one.asked.id not in learners]
    assert auc(np.concatenate([s for s, _ in judged]), np.concatenate([y for _, y in judged])) == pytest.approx(
        0.5, abs=0.12
    )


def test_a_lambdarank_is_rising_where_told_and_the_same_by_seed() -> None:
    random = np.random.default_rng(0)
    groups = []
    for _ in range(60):
        x = random.random((30, 2)).astype(np.float32)
        groups.append(Group(x, (x[:, 0] > 0.8).astype(np.float32)))
    first, again = (LambdaRank(["signal", "noise"], {"signal"}, seed=3, rounds=15) for _ in range(2))
    first.fit(groups)
    again.fit(groups)
    line = np.column_stack([np.linspace(0, 1, 50), np.full(50, 0.5)]).astype(np.float32)
    assert (np.diff(first.scores(line)) >= 0).all()
    assert first.scores(line).tolist() == again.scores(line).tolist()
    assert next(iter(first.importance())) == "signal"


def test_nobody_is_scored_by_a_model_that_learnt_from_them(data: Applicants, encoder: CharacterEncoder) -> None:
    people = sorted(data.views)
    graph = ApplicantGraph(data, encoder, [*people, "new"])
    scores = GraphScores(graph, [*people], 0, epochs=1, device="cpu")
    asked = [Asked(id_, data.views[id_][:1], ()) for id_ in people]
    found = scores.scores(asked)
    for one, values in zip(asked, found, strict=True):
        other = scores.models[1 - scores._half[one.id]]
        assert values.tolist() == pytest.approx(scores._cosines(other, [one])[0].tolist(), abs=1e-5)
    new = Asked("new", (0,), ())
    both = np.mean([scores._cosines(model, [new])[0] for model in scores.models], axis=0)
    assert scores.scores([new])[0].tolist() == pytest.approx(both.tolist(), abs=1e-5)
    later = Asked(people[0], data.views[people[0]], ())
    twice = scores.scores([*asked, later, new])
    assert twice[: len(asked)] == pytest.approx(found, abs=1e-5)
    assert twice[-2] == pytest.approx(scores.scores([later])[0], abs=1e-5)
