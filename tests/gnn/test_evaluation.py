"""The tasks of the contract on small invented data, and every baseline ranker."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gnn.baselines.base import BaselineRanker, Item, Query, Task
from gnn.baselines.bm25 import Bm25
from gnn.baselines.chance import Chance
from gnn.baselines.links import adamic_adar, nearest_neighbours, popularity
from gnn.baselines.place_text import PlaceThenText
from gnn.baselines.popularity import Popularity
from gnn.baselines.sentence import SentenceCosine
from gnn.baselines.tfidf import TfIdf
from gnn.evaluation.choice import ChoiceModel
from gnn.evaluation.links import evaluate_links
from gnn.evaluation.matching import evaluate_matching
from graph.errors import GoldFileError

from .conftest import CharacterEncoder

ITEMS = [
    Item("a", ("nurse", "nurse at ward"), ("Bergen", "V")),
    Item("b", ("truck driver", "driver"), ("Oslo", "O")),
    Item("c", ("护士", "护士"), ("Oslo", "O")),
]
QUERIES = [
    Query("q", ("night nurse",), frozenset({"Oslo", "O"})),
    Query("r", ("护士",), frozenset()),
    Query("s", (), frozenset()),
]
BEST: list[tuple[BaselineRanker, list[int | None]]] = [
    (Chance(), [None, None, None]),
    (Popularity(), [1, 1, 1]),
    (TfIdf(), [0, 2, None]),
    (Bm25(), [0, 2, None]),
    (SentenceCosine(CharacterEncoder()), [0, 2, None]),
    # Place decides before text does.
    (PlaceThenText(), [None, 2, None]),
]


@pytest.mark.parametrize(("ranker", "best"), BEST, ids=[ranker.name for ranker, _ in BEST])
def test_a_baseline_ranks_as_it_says(ranker: BaselineRanker, best: Sequence[int | None]) -> None:
    ranker.fit(Task(ITEMS, QUERIES, [(1,), (1,), (0,)]))
    scores = ranker.scores(QUERIES)
    assert scores.shape == (3, 3)
    assert np.isfinite(scores).all()
    for row, wanted in zip(scores, best, strict=True):
        if wanted is not None:
            assert int(np.argmax(row)) == wanted
    if ranker.name == "place_text":
        assert min(scores[0, 1], scores[0, 2]) > scores[0, 0]


def test_link_predictors_follow_the_structure() -> None:
    links = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 1]], np.float32)
    assert np.argmax(popularity(links)[2]) in (0, 1)
    for scores in (adamic_adar(links, bipartite=True), nearest_neighbours([links], links, k=1)):
        assert scores[0, 2] > scores[0, 3] == 0
    ring = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], np.float32)
    assert adamic_adar(ring, bipartite=False)[0, 2] > 0


def test_a_choice_model_finds_what_was_chosen_by(random: np.random.Generator) -> None:
    signal, noise = (random.random((80, 12)).astype(np.float32) for _ in range(2))
    model = ChoiceModel(["signal", "noise"])
    features = {"signal": signal, "noise": noise}
    model.fit(features, [[int(i)] for i in signal.argmax(axis=1)])
    assert model.weights[0] > 5 * model.weights[1]
    assert (model.weights >= 0).all()
    assert (model.scores(features).argmax(axis=1) == signal.argmax(axis=1)).mean() > 0.9


def test_matching_reports_every_split_and_baseline(tmp_path: Path, encoder: CharacterEncoder) -> None:
    gold = _applicants(tmp_path)
    values = evaluate_matching(tmp_path, gold, seeds=2, device="cpu", encoder=encoder, epochs=3).as_json()
    json.dumps(values)
    assert (values["task"], values["n"]) == ("matching", 6)
    assert set(values["baselines"]) == {
        "random", "popularity", "tfidf", "bm25", "minilm", "place_text", "mlp", "graphsage",
    }  # fmt: skip
    for figures in (values["metrics"], *values["baselines"].values()):
        for split in ("warm", "cold", "cold_no_top6"):
            for value, low, high in figures[split].values():
                assert 0 <= low <= value <= high <= 1
    # Every person looks for jobs in one state only.
    assert values["baselines"]["place_text"]["warm"]["mrr"][0] > values["baselines"]["random"]["warm"]["mrr"][0]
    assert "order" in values["details"]["ranker_weights"][0]["warm"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "views.jsonl:1"),
        ('{"applicant": "t1", "job": "j1"}', "role"),
        ('{"applicant": "x", "job": "nowhere", "role": "target"}', "nowhere"),
        ('{"applicant": "x", "job": "j1", "role": "hope"}', "hope"),
        ('{"applicant": "t1", "job": "j1", "role": "target"}', "views_train"),
    ],
)
def test_a_bad_gold_line_is_named(tmp_path: Path, encoder: CharacterEncoder, line: str, says: str) -> None:
    _applicants(tmp_path)
    gold = tmp_path / "views.jsonl"
    gold.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldFileError, match=says):
        evaluate_matching(tmp_path, gold, seeds=1, device="cpu", encoder=encoder, epochs=1)


@pytest.mark.parametrize("relation", ["technology", "related"])
def test_links_are_ranked_beside_every_baseline(tmp_path: Path, encoder: CharacterEncoder, relation: Any) -> None:
    _occupations(tmp_path)
    report = evaluate_links(tmp_path, relation, seeds=1, device="cpu", encoder=encoder, epochs=3)
    assert set(report.baselines) == {"popularity", "adamic_adar", "knn"}
    for figures in (report.metrics, *report.baselines.values()):
        assert all(0 <= low <= value <= high <= 1 for value, low, high in figures.values())
    assert report.n > 0

    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"source": "11-1001.00"}\n', encoding="utf-8")
    with pytest.raises(GoldFileError, match=r"gold\.jsonl:1"):
        evaluate_links(tmp_path, relation, gold, seeds=1, device="cpu", encoder=encoder, epochs=1)


def _applicants(folder: Path) -> Path:
    """40 jobs in 4 states; 30 people train and 6 are asked for, each in one state."""
    titles = ["cook", "nurse", "driver", "clerk", "cleaner"]

    def write(name: str, rows: list[dict[str, Any]]) -> Path:
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    write(
        "jobs",
        [
            {"job": f"j{i}", "title": titles[i % 5], "company": f"c{i % 7}", "state": f"S{i % 4}", "posted_order": i}
            for i in range(40)
        ],
    )  # fmt: skip
    people = [f"t{i}" for i in range(30)] + [f"g{i}" for i in range(6)]
    write(
        "experience",
        [
            {"applicant": id_, "title": titles[i % 5], "city": None, "state": f"S{i % 4}"}
            for i, id_ in enumerate(people)
        ],
    )
    write("interests", [{"applicant": id_, "position": titles[i % 5]} for i, id_ in enumerate(people)])
    views = [(id_, f"j{(i % 4) + 4 * ((i + n) % 10)}", n) for i, id_ in enumerate(people) for n in range(3)]
    write("views_train", [{"applicant": id_, "job": job} for id_, job, _ in views if id_[0] == "t"])
    return write(
        "gold",
        [
            {"applicant": id_, "job": job, "role": "target" if n else "context"}
            for id_, job, n in views
            if id_[0] == "g"
        ],
    )


def _occupations(folder: Path) -> None:
    codes = [f"{11 + i % 3}-10{i:02}.00" for i in range(12)]
    code, title = "O*NET-SOC Code", "Title"
    tables: dict[str, list[dict[str, Any]]] = {
        "Occupation_Data": [{code: c, title: f"job {c}", "Description": "does work"} for c in codes],
        "Technology_Skills": [
            {code: c, "Example": f"tool {(i % 3) * 4 + n}", "Commodity Title": f"kind {n}"}
            for i, c in enumerate(codes)
            for n in range(4)
        ],
        "Tools_Used": [{code: c, "Commodity Title": "hammer"} for c in codes],
        "Related_Occupations": [
            {code: a, "Related O*NET-SOC Code": b} for a in codes for b in codes if a != b and a[:2] == b[:2]
        ],
    }
    for name in ("Skills", "Knowledge"):
        tables[name] = [
            {code: c, "Element Name": f"{name} {i % 3}", "Scale ID": "IM", "Data Value": 4} for i, c in enumerate(codes)
        ]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
