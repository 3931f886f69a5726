"""The tasks of the contract on small invented data, and every baseline ranker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gnn.baselines.base import BaselineRanker, Item, Query, Task
from gnn.baselines.bm25 import Bm25
from gnn.baselines.chance import Chance
from gnn.baselines.place_text import PlaceThenText
from gnn.baselines.popularity import Popularity
from gnn.baselines.sentence import SentenceCosine
from gnn.baselines.tfidf import TfIdf
from gnn.evaluation import full_ranking, matching
from gnn.evaluation import rankers as rankers_module
from gnn.evaluation.day_features import DAY_FEATURES
from gnn.evaluation.matching import ABLATIONS, LEARNING, evaluate_matching
from gnn.evaluation.rankers import evaluate_rankers
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


def test_matching_reports_every_split_and_baseline(tmp_path: Path, encoder: CharacterEncoder) -> None:
    gold = _applicants(tmp_path)
    told: list[tuple[int, int]] = []
    values = evaluate_matching(
        tmp_path,
        gold,
        seeds=1,
        device="cpu",
        encoder=encoder,
        epochs=2,
        rankers=["random", "place_text"],
        progress=lambda done, total: told.append((done, total)),
    ).as_json()
    json.dumps(values)
    assert (values["task"], values["n"]) == ("matching", 6)
    stacks = {"lightgbm", "lightgbm_walks", "lightgbm_graph"}
    assert set(values["baselines"]) == {"random", "place_text", "mlp", "graphsage", *stacks}
    for figures in (values["metrics"], *values["baselines"].values()):
        for split in ("warm", "cold", "cold_no_top6"):
            for value, low, high in figures[split].values():
                assert 0 <= low <= value <= high <= 1
    # Every person looks for jobs in one state only.
    assert values["metrics"]["warm"]["mrr"][0] > values["baselines"]["random"]["warm"]["mrr"][0]
    assert "order_last" in values["details"]["feature_importance"][0]["warm"]
    assert "viewers" not in values["details"]["feature_importance"][0]["warm"]
    assert set(DAY_FEATURES) <= set(values["details"]["feature_importance"][0]["warm"])
    assert not set(DAY_FEATURES) & set(values["details"]["feature_importance"][0]["cold"])
    assert told[-1][0] == told[-1][1]
    # What the task runs itself is the same ranker when it is asked for alone.
    alone = evaluate_rankers(["lightgbm"], tmp_path, gold, seeds=1, device="cpu", encoder=encoder).as_json()
    assert alone["baselines"] == {"lightgbm": values["baselines"]["lightgbm"]}


def test_an_interrupted_evaluation_goes_on_where_it_stopped(
    tmp_path: Path, encoder: CharacterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = _applicants(tmp_path)

    made: list[str] = []
    judged = full_ranking.judge_asked
    monkeypatch.setattr(matching, "judge_asked", lambda *given: (made.append("run"), judged(*given))[1])

    def run(state: Path | None, stop: int = 99) -> dict[str, Any]:
        def tell(done: int, total: int) -> None:
            if done == stop:
                raise KeyboardInterrupt

        options: dict[str, Any] = {"seeds": 1, "epochs": 1, "rankers": ["random"], "device": "cpu", "encoder": encoder}
        return evaluate_matching(tmp_path, gold, **options, state=state, progress=tell).as_json()

    kept = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        run(kept, stop=2)
    assert len(list(kept.iterdir())) == 2
    # GraphSAGE alone was judged; left are four rankers on top and GraphSAGE without edges.
    assert len(made) == 1
    whole = run(kept)
    assert len(made) == 6
    again = run(kept)
    assert len(made) == 6
    plain = run(None)
    assert len(made) == 12
    for key in ("metrics", "baselines"):
        assert whole[key] == again[key] == plain[key]
    alone = evaluate_rankers(["random"], tmp_path, gold, seeds=1, device="cpu", encoder=encoder, state=kept).as_json()
    assert alone["baselines"] == {"random": plain["baselines"]["random"]}
    monkeypatch.setattr(rankers_module, "rankers", lambda *_: pytest.fail("it was run again"))
    again = evaluate_rankers(["random"], tmp_path, gold, seeds=1, device="cpu", encoder=encoder, state=kept).as_json()
    assert again["baselines"] == alone["baselines"]


def test_ablations_run_with_every_seed(tmp_path: Path, encoder: CharacterEncoder) -> None:
    gold = _applicants(tmp_path)
    values = evaluate_matching(
        tmp_path, gold, seeds=2, device="cpu", encoder=encoder, epochs=1, rankers=["random"], ablations=True
    ).as_json()
    learnt = {*ABLATIONS, *LEARNING}
    assert learnt <= set(values["baselines"])
    assert learnt <= set(values["details"]["seed_spread"])


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
