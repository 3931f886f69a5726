"""The task `matching` for chosen rankers, on invented applicants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gnn.evaluation.rankers import evaluate_rankers
from graph.errors import InputError

from .conftest import CharacterEncoder


def applicants(folder: Path) -> Path:
    """24 adverts in 4 states; everybody looks at one state. Returns the gold file of four people."""

    def write(name: str, rows: list[dict[str, Any]]) -> Path:
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    people = range(16)
    write("jobs", [{"job": f"j{i}", "title": f"trade {i // 4}", "state": f"S{i % 4}"} for i in range(24)])
    write("experience", [{"applicant": f"t{n}", "title": "trade 1", "state": f"S{n % 4}"} for n in people])
    write("interests", [{"applicant": f"g{n}", "position": "trade 2", "applicant_state": "S0"} for n in range(4)])
    views = [{"applicant": f"t{n}", "job": f"j{n % 4 + 4 * m}"} for n in people for m in (n % 3, n % 3 + 1, n % 3 + 2)]
    write("views_train", views)
    gold = [(f"g{n}", f"j{n + 4 * m}", role) for n in range(4) for m, role in ((1, "context"), (2, "target"))]
    return write("views", [{"applicant": who, "job": job, "role": role} for who, job, role in gold])


def test_only_the_chosen_run_each_with_its_seeds(tmp_path: Path) -> None:
    gold = applicants(tmp_path)
    seen: list[tuple[int, int]] = []
    report = evaluate_rankers(
        ["random", "place_text"],
        tmp_path,
        gold,
        seeds=3,
        encoder=CharacterEncoder(),
        progress=lambda *n: seen.append(n),
    ).as_json()
    json.dumps(report)
    assert (report["task"], report["n"], report["metrics"]) == ("matching", 4, {})
    assert list(report["baselines"]) == ["random", "place_text"]
    assert report["details"]["seeds"] == {"random": 3, "place_text": 1}
    assert list(report["details"]["seed_spread"]) == ["random"]
    assert report["details"]["seconds_a_run"].keys() == {"random", "place_text"}
    assert seen[-1] == (4, 4)
    for figures in report["baselines"].values():
        assert figures.keys() == {"warm", "cold", "cold_no_top6"}
        for value, low, high in figures["warm"].values():
            assert 0 <= low <= value <= high <= 1
    warm = {name: figures["warm"]["mrr"][0] for name, figures in report["baselines"].items()}
    # Five other adverts of the state tie but for their titles.
    assert warm["place_text"] > 0.2 > 0
    assert warm["place_text"] > warm["random"]


def test_an_unknown_name_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'gut'.*Choose from als, bert_pair"):
        evaluate_rankers(["gut"], tmp_path, tmp_path / "none.jsonl", encoder=CharacterEncoder())
