"""Feedback: stored once, moves its person's ranking at once and nobody else's, and leaves no trace when removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from gnn import nearline
from gnn.export import export
from gnn.feedback import Event, decay, forget, history, record, strength
from gnn.matching import Matcher
from gnn.nearline import Liking
from gnn.registry import ModelCard
from graph.errors import InputError, NotFound
from graph.store import Store

Trained = tuple[Store, ModelCard]
WHO = "candidate:sales1"
TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def matcher(trained: Trained) -> Iterator[Matcher]:
    """Over the world without its old applications of one person, which the test may then give feedback."""
    store, card = trained
    old = store.execute("MATCH (:Candidate {id: $id})-[r:APPLIED]->(j) DELETE r RETURN j.id AS job", id=WHO)
    nearline.apply(store, card.id, [WHO])
    yield Matcher(store)
    store.execute("MATCH (:Candidate {id: $id})-[r]->(:Job) DELETE r", id=WHO)
    record(store, [Event(WHO, row["job"], "applied", "2026-01-01") for row in old])
    nearline.apply(store, card.id, [WHO])


def block_ranks(matcher: Matcher, block: str) -> float:
    """Mean place of the jobs of a block; 0 is best."""
    items = matcher.jobs_for(WHO, k=100).items
    return float(np.mean([place for place, item in enumerate(items) if block in item.id]))


def embedding(store: Store, id_: str) -> list[float]:
    rows = store.execute("MATCH (c:Candidate {id: $id}) RETURN c.embedding AS e", id=id_)
    return list(rows[0]["e"])


def test_two_views_lift_jobs_of_that_kind_at_once_and_only_there(matcher: Matcher) -> None:
    store = matcher.store
    others = [row["id"] for row in store.execute("MATCH (c:Candidate) WHERE c.id <> $id RETURN c.id AS id", id=WHO)]
    vectors = {id_: embedding(store, id_) for id_ in others}
    own, page = embedding(store, WHO), matcher.jobs_for("candidate:data2", k=30)
    ranks = {block: block_ranks(matcher, block) for block in ("nursing", "data")}
    block = max(ranks, key=lambda name: ranks[name])
    record(store, [Event(WHO, f"job:{block}{n}", "viewed", TODAY) for n in (1, 2)])
    assert matcher.heed([WHO]) == {WHO: 2}
    assert block_ranks(matcher, block) < ranks[block]
    assert matcher.jobs_for(WHO).model["feedback"] == 2
    assert {id_: embedding(store, id_) for id_ in others} == vectors
    assert matcher.jobs_for("candidate:data2", k=30) == page
    assert block_ranks(Matcher(store), block) == block_ranks(matcher, block), "the graph keeps it"
    assert forget(store, WHO, f"job:{block}1") == forget(store, WHO, f"job:{block}2") == 1
    matcher.heed([WHO])
    np.testing.assert_allclose(embedding(store, WHO), own, atol=1e-6)
    assert block_ranks(matcher, block) == ranks[block]
    assert "feedback" not in matcher.jobs_for(WHO).model


@pytest.mark.parametrize(("kind", "value"), [("rated", 1.0), ("interviewed", -1.0)])
def test_a_bad_word_pushes_away(matcher: Matcher, kind: str, value: float) -> None:
    before = block_ranks(matcher, "sales"), matcher.jobs_for(WHO, k=30)
    best = before[1].items[0]
    record(matcher.store, [Event(WHO, best.id, kind, TODAY, value)])
    after = next(item for item in matcher.jobs_for(WHO, k=30).items if item.id == best.id)
    assert after.score < best.score
    record(matcher.store, [Event(WHO, f"job:sales{n}", kind, TODAY, value) for n in range(10)])
    assert block_ranks(matcher, "sales") >= before[0]


def test_the_same_event_is_stored_once(trained: Trained, matcher: Matcher) -> None:
    store = matcher.store
    event = Event(WHO, "job:sales1", "rated", TODAY, 4)
    assert record(store, [event, event]) == 1
    assert record(store, [Event(WHO, "job:sales1", "rated", TODAY, 2)]) == 0
    found = history(store, WHO)
    assert [(one["job"], one["kind"], one["value"]) for one in found] == [("job:sales1", "rated", 2.0)]
    assert found[0]["strength"] < 0


def test_all_or_nothing_of_unknown_ids(matcher: Matcher) -> None:
    good = Event(WHO, "job:sales1", "viewed", TODAY)
    for bad, kind in (
        (Event(WHO, "job:none", "viewed"), "job"),
        (Event("candidate:none", "job:sales1", "viewed"), "c"),
    ):
        with pytest.raises(NotFound, match=f"no such {kind}"):
            record(matcher.store, [good, bad])
    assert history(matcher.store, WHO) == []
    with pytest.raises(NotFound):
        history(matcher.store, "candidate:none")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"kind": "liked"}, "viewed"),
        ({"kind": "rated"}, "from 1 to 5"),
        ({"kind": "rated", "value": 6}, "from 1 to 5"),
        ({"kind": "interviewed", "value": -2}, "from -1 to 1"),
        ({"kind": "viewed", "at": "yesterday"}, "ISO"),
    ],
)
def test_an_event_that_cannot_be(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        Event(WHO, "job:sales1", **given)  # type: ignore[arg-type]


def test_strength_grows_with_commitment_and_halves_with_each_half_life() -> None:
    kinds = [strength(kind, value) for kind, value in (("VIEWED", 1), ("APPLIED", 1), ("INTERVIEWED", 1), ("HIRED", 1))]
    assert kinds == sorted(kinds)
    assert strength("RATED", 1) == -strength("RATED", 5) < 0 == strength("RATED", 3)
    assert strength("INTERVIEWED", -1) == -strength("INTERVIEWED", None)
    now = datetime(2026, 7, 1, tzinfo=UTC)
    assert decay("2026-01-02", now) == pytest.approx(0.5)
    assert decay("2026-07-09T10:00:00+02:00", now) == decay(None, now) == 1.0


def test_the_profile_never_drowns_in_feedback(random: np.random.Generator) -> None:
    profile = np.array([1, 0, 0], np.float32)
    many = Liking(np.tile(np.array([0, 1, 0], np.float32), (50, 1)), np.ones(50))
    moved = many.move(profile)
    assert np.linalg.norm(moved) == pytest.approx(1.0)
    assert moved @ profile == pytest.approx(np.sqrt(0.5), abs=1e-5)
    one = Liking(np.array([[0, 1, 0]], np.float32), np.array([0.2]))
    np.testing.assert_allclose(one.move(profile), np.array([1, 0.2, 0]) / np.sqrt(1.04), atol=1e-6)


def test_training_takes_age_and_refusal_into_account(matcher: Matcher) -> None:
    record(
        matcher.store,
        [
            Event(WHO, "job:data1", "applied", TODAY),
            Event(WHO, "job:data1", "interviewed", TODAY, -1),
            Event(WHO, "job:data2", "applied", "2020-01-01"),
            Event(WHO, "job:data3", "rated", TODAY, 1),
            Event(WHO, "job:data4", "applied", TODAY),
        ],
    )
    data = export(matcher.store)
    person = data.nodes["candidate"].index[WHO]
    jobs = data.nodes["job"].ids

    def pairs(of: object) -> dict[str, float]:
        rows = zip(of.source, of.target, of.weight, strict=True)  # type: ignore[attr-defined]
        return {jobs[target]: float(weight) for source, target, weight in rows if source == person}

    wanted, refused = pairs(data.interactions), pairs(data.refused)
    assert set(refused) == {"job:data1", "job:data3"}
    assert set(wanted) == {"job:data2", "job:data4"}
    assert wanted["job:data2"] < 0.01 < wanted["job:data4"]
