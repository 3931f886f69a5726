"""Filters before ranking, diversity after it, variations, both sides: on the invented world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gnn.filtering import varied
from gnn.matching import Matcher
from gnn.registry import ModelCard
from gnn.wishes import Filters, Wishes
from graph.errors import InputError
from graph.store import Store

from .conftest import CharacterEncoder
from .world import JOBS

Trained = tuple[Store, ModelCard]
NURSE = "candidate:nursing1"


@pytest.fixture(scope="module")
def matcher(trained: Trained, encoder: CharacterEncoder) -> Iterator[Matcher]:
    """Jobs with pay, some remote, two levels; taken back at the end."""
    store, _ = trained
    store.execute(
        "MATCH (j:Job) WITH j, toInteger(right(j.id, 1)) AS n "
        "SET j.pay_low = 1000.0 * n, j.pay_high = 1000.0 * n + 500, j.pay_currency = 'EUR', j.pay_period = 'month', "
        "j.remote = n % 2 = 0, j.seniority = ['mid', 'senior'][n % 2]"
    )
    found = Matcher(store)
    found.embedder._encoder = encoder
    yield found
    store.execute(
        "MATCH (j:Job) SET j.seniority = 'mid' REMOVE j.pay_low, j.pay_high, j.pay_currency, j.pay_period, j.remote"
    )


def ids(matcher: Matcher, k: int = 100, **filters: object) -> list[str]:
    page = matcher.jobs_for(NURSE, k=k, wishes=Wishes(Filters(**filters)))  # type: ignore[arg-type]
    return [item.id for item in page.items]


def numbers(found: list[str]) -> set[int]:
    return {int(id_[-1]) for id_ in found}


def test_each_filter_lets_all_and_only_those_pass_that_fit(matcher: Matcher) -> None:
    everything = ids(matcher)
    assert len(everything) == 3 * JOBS
    for filters, passing in (
        ({"place": ("Place 1",)}, {1, 4, 7}),
        ({"place": ("p:0", "place  1")}, {0, 1, 3, 4, 6, 7, 9}),
        ({"remote": True}, {0, 2, 4, 6, 8}),
        ({"remote": False}, {1, 3, 5, 7, 9}),
        ({"seniority": ("senior",)}, {1, 3, 5, 7, 9}),
        ({"pay_min": 7_500.0, "pay_currency": "eur", "pay_period": "month"}, {7, 8, 9}),
        ({"pay_min": 90_000.0, "pay_currency": "EUR"}, {7, 8, 9}),
        ({"industry": ("Any",), "remote": True, "place": ("Place 0",)}, {0, 6}),
    ):
        found = ids(matcher, **filters)
        assert numbers(found) == passing, filters
        assert len(found) == 3 * len(passing)
        assert found == [id_ for id_ in everything if id_ in found], "the order is that of the ranking"


def test_must_have_skills_are_all_there(matcher: Matcher) -> None:
    found = ids(matcher, skill=("wound care", "triage技能"))
    rows = matcher.store.execute(
        "MATCH (j:Job) WHERE EXISTS { (j)-[:REQUIRES]->({id: 's:wound care'}) }"
        " AND EXISTS { (j)-[:REQUIRES]->({id: 's:triage'}) } RETURN j.id AS id"
    )
    assert set(found) == {row["id"] for row in rows}
    assert found


def test_a_narrower_skill_is_the_skill_as_well(matcher: Matcher) -> None:
    store = matcher.store
    store.execute("MATCH (a {id: 's:triage'}) CREATE (a)-[:BROADER]->(:Skill {id: 's:care', label_en: 'care'})")
    try:
        people = matcher.people_for("job:nursing1", k=100, wishes=Wishes(Filters(skill=("care",)))).items
        assert {item.id for item in people} == {f"candidate:nursing{n}" for n in range(8) if (n + 1) % 4}
    finally:
        store.execute("MATCH (s:Skill {id: 's:care'}) DETACH DELETE s")


def test_unseen_leaves_out_what_has_feedback(matcher: Matcher) -> None:
    assert set(ids(matcher)) - set(ids(matcher, unseen=True)) == {"job:nursing1", "job:nursing4", "job:nursing6"}


def test_a_filtered_page_is_full(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnn.matching.POOL", 4)
    assert len(ids(matcher, k=10, seniority=("senior",))) >= 4
    # The nearest four jobs alone are all of the nurse's own block, which has five senior ones.
    assert len(ids(matcher, k=3, skill=("negotiation",))) == 3


def test_an_empty_page_names_the_filter_that_left_nothing(matcher: Matcher) -> None:
    wishes = Wishes(Filters(place=("Place 1",), seniority=("director",), remote=True))
    page = matcher.jobs_for(NURSE, wishes=wishes)
    assert page.items == ()
    assert page.filters is not None
    assert (page.filters["passed"], page.filters["empty_by"]) == (0, "seniority")
    assert matcher.jobs_for(NURSE).filters is None


def test_an_unknown_value_names_valid_ones(matcher: Matcher) -> None:
    with pytest.raises(InputError, match=r"no place 'Plaice 1'.*Place 1"):
        ids(matcher, place=("Plaice 1",))
    with pytest.raises(InputError, match=r"no skill 'woundcare'.*wound care"):
        ids(matcher, skill=("woundcare",))
    with pytest.raises(InputError, match=r"seniority.*intern, junior"):
        Filters(seniority=("boss",))
    with pytest.raises(InputError, match="currency"):
        Filters(pay_min=3.0)
    with pytest.raises(InputError, match="for jobs"):
        matcher.people_for("job:data1", wishes=Wishes(Filters(remote=True)))


def test_like_this_but_with_other_skills(matcher: Matcher) -> None:
    sales = ("negotiation", "cold calling", "account planning", "pricing")
    plain = matcher.jobs_for(NURSE, k=30)
    other = matcher.jobs_for(NURSE, k=30, wishes=Wishes(add=sales, drop=("triage", "patient records")))

    def mean_score(page: object, block: str) -> float:
        scores = [item.score for item in page.items if block in item.id]  # type: ignore[attr-defined]
        return sum(scores) / len(scores)

    assert mean_score(other, "sales") > mean_score(plain, "sales")
    assert mean_score(other, "nursing") < mean_score(plain, "nursing")
    cited = {node.id for item in other.items for reason in item.reasons for node in reason.path}
    assert not cited & {"s:negotiation", "s:triage"}, "reasons are paths of the graph as it is"
    gaps = {gap.skill for item in other.items for gap in item.gaps}
    assert "s:triage" in gaps
    assert "s:negotiation" not in gaps
    assert matcher.jobs_for(NURSE, k=30) == plain, "nothing of it stays"
    people = matcher.people_for("job:data1", k=3, wishes=Wishes(add=("negotiation",), drop=("Python",)))
    assert "s:Python" not in {gap.skill for item in people.items for gap in item.gaps}


def test_a_skill_that_is_added_again_keeps_what_is_known_of_it() -> None:
    baking = {"id": "baking", "confidence": 0.6, "level": "expert", "years": 4.0, "last_used": "2026-05"}
    row = {"skills": [baking, {"id": "selling", "confidence": 0.9, "level": None, "years": None, "last_used": None}]}
    again = varied(row, "candidate", ["baking", "sewing", "baking"], ["selling"])["skills"]
    assert again[0] == baking | {"confidence": 1.0}
    assert [skill["id"] for skill in again] == ["baking", "sewing"]
    asked = varied({"skills": [{"id": "baking", "essential": False}]}, "job", ["baking"], [])["skills"]
    assert asked == [{"id": "baking", "essential": True, "confidence": 1.0, "importance": 1.0}]


def test_diversity_keeps_the_pool_and_the_first(matcher: Matcher) -> None:
    plain = matcher.jobs_for(NURSE, k=30)
    mixed = matcher.jobs_for(NURSE, k=30, wishes=Wishes(diversity=0.7))
    assert {item.id for item in mixed.items} == {item.id for item in plain.items}
    assert mixed.items[0] == plain.items[0]
    blocks = [{item.id.rstrip("0123456789") for item in page.items[:5]} for page in (plain, mixed)]
    assert len(blocks[0]) == 1 < len(blocks[1])
    pages = [matcher.jobs_for(NURSE, k=10, offset=10 * n, wishes=Wishes(diversity=0.7)).items for n in range(3)]
    assert [item.id for page in pages for item in page] == [item.id for item in mixed.items]


def test_the_combined_score_lies_between_the_sides_and_ranks(matcher: Matcher) -> None:
    for page in (
        matcher.jobs_for(NURSE, k=30, wishes=Wishes(mutual=True)),
        matcher.people_for("job:data3", k=30, wishes=Wishes(mutual=True)),
    ):
        scores = [item.score for item in page.items]
        assert scores == sorted(scores, reverse=True)
        for item in page.items:
            low, high = sorted((item.person_score, item.employer_score))
            assert low - 1e-6 <= item.score <= high + 1e-6
            assert item.score == pytest.approx(2 * low * high / (low + high))
