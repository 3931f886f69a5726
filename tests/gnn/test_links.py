"""The task `links`: which cells are ranked, what the figures mean, what features may see, and a whole small run."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from gnn.baselines.collaborative import ItemCf
from gnn.baselines.links import (
    adamic_adar,
    as_choices,
    common_neighbours,
    factorised,
    nearest_neighbours,
    popularity,
    resource_allocation,
    votes,
)
from gnn.evaluation.leakage import leaks
from gnn.evaluation.link_stack import Examples, Forest, Sight, folds
from gnn.evaluation.link_task import LinkTask, ratio_interval
from gnn.evaluation.links import evaluate_links
from gnn.evaluation.occupation_graph import EdgeSupervision, OccupationGraph
from gnn.evaluation.occupation_views import OccupationViews
from gnn.evaluation.occupations import OccupationTables, Relation, hold_out, load, load_gold
from gnn.evaluation.related_features import RelatedFeatures
from gnn.evaluation.technology_features import TechnologyFeatures
from graph.errors import GoldFileError

from .conftest import CharacterEncoder

GROUPS, SIZE = 3, 8
CODES = [f"{11 + i % GROUPS}-10{i:02}.00" for i in range(GROUPS * SIZE)]
RELATIONS: list[Relation] = ["technology", "related"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Occupations in three groups that use the same things and are related within their group."""
    path = tmp_path_factory.mktemp("onet")
    code, title, random = "O*NET-SOC Code", "Title", np.random.default_rng(1)
    tables: dict[str, list[dict[str, Any]]] = {
        "Occupation_Data": [
            {code: c, title: f"worker {i % GROUPS} {i}", "Description": "does work"} for i, c in enumerate(CODES)
        ],
        "Technology_Skills": [
            {code: c, "Example": f"maker{i % GROUPS} product {n}", "Commodity Title": f"kind {n % 3}"}
            for i, c in enumerate(CODES)
            for n in range(9)
            if random.random() < 0.7
        ],
        "Tools_Used": [{code: c, "Commodity Title": f"hammer {i % GROUPS}"} for i, c in enumerate(CODES)],
        "Related_Occupations": [
            {code: a, "Related O*NET-SOC Code": b, "Index": 1 + i % 20}
            for a in CODES
            for i, b in enumerate(CODES)
            if a != b and a[:2] == b[:2] and random.random() < 0.6
        ],
        "Task_Statements": [{code: c, "Task": f"lift thing{i % GROUPS}"} for i, c in enumerate(CODES)],
        "Alternate_Titles": [{code: c, "Alternate Title": f"hand {i % GROUPS}"} for i, c in enumerate(CODES)],
    }
    for name in ("Skills", "Knowledge"):
        tables[name] = [
            {code: c, "Element Name": f"{name} {i % GROUPS}", "Scale ID": scale, "Data Value": 4}
            for i, c in enumerate(CODES)
            for scale in ("IM", "LV")
        ]
    for name, rows in tables.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def tables(folder: Path) -> OccupationTables:
    return load(folder)


def _features(
    tables: OccupationTables, views: OccupationViews, encoder: CharacterEncoder, relation: Relation
) -> RelatedFeatures | TechnologyFeatures:
    if relation == "related":
        return RelatedFeatures(tables, views)
    return TechnologyFeatures(tables, views, encoder)


def _tables(related: tuple[tuple[str, str], ...], technology: tuple[tuple[str, str], ...] = ()) -> OccupationTables:
    names = {code: code for code in "abcde"}
    kinds = {name: "kind" for _, name in technology}
    return OccupationTables(names, tuple(sorted(kinds)), kinds, technology, related, (), (), names)


def test_a_pair_whose_reverse_is_known_is_not_ranked_and_figures_are_as_computed_by_hand() -> None:
    task = LinkTask(_tables((("a", "b"), ("c", "a"), ("a", "d"), ("a", "e"))), "related", [("a", "d"), ("a", "e")])
    # Of a's targets b is known, c lists a, and a is itself: d and e remain.
    assert task.ranked[0].tolist() == [False, False, False, True, True]
    assert task.gold == {0: [3, 4]}
    task = LinkTask(_tables((("a", "b"),)), "related", [("a", "c"), ("a", "e"), ("b", "c")])
    scores = np.array([[9, 9, 2, 3, 1], [5, 9, 1, 3, 2], *np.zeros((3, 5))], np.float32)
    judged = task.judge(scores)
    # a ranks d, c, e: its hits stand at 2 and 3. b ranks d, e, c (a lists b): its hit stands at 3.
    assert judged.by_source["mrr"].tolist() == pytest.approx([1 / 2, 1 / 3])
    assert judged.by_source["hits1"].tolist() == [0.0, 0.0]
    # Alone, c and e both stand at 2.
    assert judged.edges["edge_mrr"].tolist() == pytest.approx([1 / 2 + 1 / 2, 1 / 3])
    assert ratio_interval(judged.edges["edge_mrr"], judged.count)[0] == pytest.approx(4 / 9)


def test_a_technology_that_no_train_link_has_is_no_target_and_is_counted() -> None:
    edges = (("a", "saw"), ("b", "saw"), ("b", "lathe"), ("c", "loom"))
    task = LinkTask(_tables((), edges), "technology", [("a", "lathe"), ("c", "loom"), ("d", "anvil")])
    assert task.gold == {0: [task.targets["lathe"]]}
    assert task.unseen == {"c": 1, "d": 1}
    judged = task.judge(np.zeros(task.shape, np.float32))
    # Three occupations ask, and a has its hit at the first place of the one that is left.
    assert judged.by_source["mrr"].tolist() == [1.0]
    assert task.with_unseen(judged)["mrr"] == pytest.approx(1 / 3)
    assert not task.ranked[:, task.targets["loom"]].any()


def test_held_out_pairs_go_with_their_reverses(tables: OccupationTables) -> None:
    held = set(hold_out(tables, "related"))
    assert held
    assert all((b, a) in held for a, b in held if (b, a) in set(tables.related))


def test_link_predictors_follow_the_structure() -> None:
    links = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 1]], np.float32)
    assert np.argmax(popularity(links)[2]) in (0, 1)
    followers = [adamic_adar(links, bipartite=True), nearest_neighbours([links], links, k=1), factorised(links, 1)]
    followers += [resource_allocation(links, bipartite=True), common_neighbours(links, bipartite=True)]
    followers += [votes(links @ links.T, links, k=1), as_choices(ItemCf(), links)]
    for scores in followers:
        assert scores[0, 2] > scores[0, 3] == pytest.approx(0, abs=1e-6)
    ring = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], np.float32)
    for predict in (adamic_adar, resource_allocation, common_neighbours):
        assert predict(ring, bipartite=False)[0, 2] > 0


@pytest.mark.parametrize("relation", RELATIONS)
def test_features_and_messages_see_no_held_out_link(
    tables: OccupationTables, encoder: CharacterEncoder, relation: Relation
) -> None:
    held = hold_out(tables, relation)
    task, views = LinkTask(tables, relation, held), OccupationViews(tables, encoder)
    own = _features(tables, views, encoder, relation)
    without = {edge for edge in getattr(tables, relation) if edge not in set(held)}
    seen = {edge: value for edge, value in tables.strength.items() if relation == "technology" or edge in without}
    fields: dict[str, Any] = {relation: tuple(sorted(without)), "strength": seen}
    blind = replace(tables, **fields)
    other = _features(blind, OccupationViews(blind, encoder), encoder, relation)
    for name, values in own.matrices(task.train).items():
        np.testing.assert_allclose(values, other.matrices(task.train)[name], atol=1e-5, err_msg=name)
    supervision = EdgeSupervision(OccupationGraph(tables, relation, views, encoder), task.train, seed=0)
    ends = supervision.config.source, supervision.config.target
    episode = supervision.episode(0)
    assert len(episode.pairs)
    assert not leaks(episode.edges, episode.pairs, *ends)
    assert not leaks(supervision.validation().edges, supervision.validation().pairs, *ends)
    gold = np.array([(a, b) for a, targets in task.gold.items() for b in targets])
    joined = supervision.whole().edges[supervision.graph.link]
    assert not (torch.from_numpy(gold)[:, None] == joined.T[None]).all(dim=2).any()


def test_the_ranker_learns_from_hidden_links_and_ranks_every_target() -> None:
    random = np.random.default_rng(0)
    truth = random.random((60, 40)) < 0.1
    signal = (truth + 0.7 * random.random(truth.shape)).astype(np.float32)
    noise = random.random(truth.shape).astype(np.float32)
    sight = Sight({"signal": signal, "noise": noise}, np.ones(truth.shape, bool), ("noise",))
    examples = Examples(["signal", "noise"])
    examples.add(sight, np.argwhere(truth), candidates=30, seed=0)
    forest = Forest(examples, examples.names, trees=20, leaf=20)
    scores = forest.fit(0).scores(sight, candidates=30)
    again = Forest(examples, examples.names, trees=20, leaf=20).fit(0).scores(sight, candidates=30)
    np.testing.assert_array_equal(scores, again)
    first = np.argsort(-noise, axis=1)
    kept, rest = np.take_along_axis(scores, first, axis=1)[:, :30], np.take_along_axis(scores, first, axis=1)[:, 30:]
    assert kept.min() > rest.max()
    assert (np.diff(rest, axis=1) <= 0).all()
    assert kept[np.take_along_axis(truth, first, axis=1)[:, :30]].mean() > kept.mean() + 0.5


def test_folds_part_pairs_and_not_directions() -> None:
    edges = np.array([(0, 1), (1, 0), (2, 3), (3, 2), (4, 5), (0, 5)])
    marks = folds(edges, 2, 0, undirected=True)
    assert np.sum(marks, axis=0).tolist() == [1] * len(edges)
    assert all(fold[0] == fold[1] and fold[2] == fold[3] for fold in marks)


@pytest.mark.parametrize("relation", RELATIONS)
def test_links_are_ranked_beside_every_baseline(folder: Path, encoder: CharacterEncoder, relation: Relation) -> None:
    report = evaluate_links(folder, relation, seeds=1, device="cpu", encoder=encoder, epochs=3)
    assert set(report.baselines) | {report.details["ranker"]} == {
        "popularity", "common_neighbours", "adamic_adar", "resource_allocation", "knn", "user_cf", "item_cf", "svd",
        "lightgcn", "graphsage", "lightgbm", "lightgbm_graphsage",
    }  # fmt: skip
    for figures in (report.metrics, *report.baselines.values()):
        assert set(figures) == {"mrr", "hits1", "hits10", "hits50", "edge_mrr", "edge_hits10"}
        assert all(0 <= low <= value <= high <= 1 for value, low, high in figures.values())
    # Groups alone tell a third of the targets from the rest.
    assert report.metrics["mrr"][0] > 0.2
    assert report.n > 0


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("g.jsonl", "", r"g\.jsonl: the file has no rows"),
        ("g.csv", "source,target\n", r"g\.csv: the file has no rows"),
        ("g.jsonl", '\n{"source": ["a"], "target": "b"}\n', r"g\.jsonl:2: .*\['a'\]"),
        ("g.jsonl", '{"source": "a", "target": 7}\n', r"g\.jsonl:1: .* is 7"),
        ("g.jsonl", '{"source": "a", "target": "a"}\n', r"g\.jsonl:1: a is related to itself"),
        ("g.csv", f"source,target\na,{'b' * 200_000}\n", r"g\.csv:2: field larger"),
        ("g.csv", "source,target\na,b\n\nc,c\n", r"g\.csv:4: c is related to itself"),
    ],
)
def test_gold_that_says_nothing_is_refused_by_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    # The limit is one for the whole process, and readers of large documents raise it.
    before = csv.field_size_limit(131_072)
    try:
        with pytest.raises(GoldFileError, match=says):
            load_gold(path, "related")
    finally:
        csv.field_size_limit(before)


def test_a_bad_gold_line_and_a_table_without_a_column_are_named(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"source": "11-1001.00"}\n', encoding="utf-8")
    with pytest.raises(GoldFileError, match=r"gold\.jsonl:1"):
        evaluate_links(folder, "related", gold, seeds=1, device="cpu")
    with pytest.raises(GoldFileError, match=r"gold\.jsonl: no edge can be asked for"):
        gold.write_text('{"source": "11-1001.00", "target": "99-9999.99"}\n', encoding="utf-8")
        evaluate_links(folder, "related", gold, seeds=1, device="cpu")
    (tmp_path / "Occupation_Data.csv").write_text("O*NET-SOC Code,Title\nx,y\n", encoding="utf-8")
    with pytest.raises(GoldFileError, match="Description"):
        load(tmp_path)
