"""The approximate index against the exact one, on seeded vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gnn import approximate
from gnn.approximate import ApproximateIndex, build_index, recall
from gnn.data import Vectors
from gnn.hnsw import Hnsw, Precision
from gnn.index import VectorIndex


def clustered(count: int, random: np.random.Generator, dimension: int = 64) -> Vectors:
    """Unit vectors around 30 centres: embeddings are no uniform noise."""
    centres = random.normal(size=(30, dimension))
    found = centres[random.integers(0, 30, count)] + 0.6 * random.normal(size=(count, dimension))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize(("precision", "least"), [("f32", 0.97), ("i8", 0.95)])
def test_it_finds_nearly_all_of_the_exact_neighbours(
    precision: Precision, least: float, random: np.random.Generator
) -> None:
    vectors = clustered(4_000, random)
    index = ApproximateIndex([f"n{i}" for i in range(4_000)], vectors, precision)
    assert index.build() == 4_000
    assert recall(index, clustered(40, random), 50) >= least
    for id_, score in index.search(vectors[5], 10):
        assert score == pytest.approx(float(index.vector(id_) @ vectors[5]), abs=1e-6)


def test_it_answers_as_the_exact_one_where_it_can(random: np.random.Generator) -> None:
    vectors = clustered(500, random)
    ids = [f"n{i:03}" for i in range(500)]
    exact, index = VectorIndex(ids, vectors), ApproximateIndex(ids, vectors)
    index.build()
    assert index.search(vectors[3], 7, ids[:100]) == exact.search(vectors[3], 7, ids[:100])
    assert index.search(vectors[3], 400) == exact.search(vectors[3], 400)
    for id_, vector in (("n003", vectors[4]), ("new", vectors[3])):
        index.put(id_, vector)
    assert index.search(vectors[3], 1)[0] == ("new", pytest.approx(1.0))
    assert {id_ for id_, _ in index.search(vectors[4], 2)} == {"n003", "n004"}


def test_few_vectors_are_searched_exactly(monkeypatch: pytest.MonkeyPatch, random: np.random.Generator) -> None:
    vectors = clustered(20, random)
    ids = [str(i) for i in range(20)]
    assert type(build_index(ids, vectors)) is VectorIndex
    monkeypatch.setattr(approximate, "EXACT_UP_TO", 10)
    assert type(build_index(ids, vectors)) is ApproximateIndex


def test_it_is_exact_until_the_graph_is_built(random: np.random.Generator) -> None:
    vectors = clustered(3_000, random)
    ids = [f"n{i:04}" for i in range(3_000)]
    exact, index = VectorIndex(ids, vectors), ApproximateIndex(ids, vectors)
    assert index.search(vectors[1], 5) == exact.search(vectors[1], 5)
    assert not index._thread.is_alive()  # One question alone is not worth a graph.
    index.put("n0007", vectors[8])
    assert index.search(vectors[2], 5) == exact.search(vectors[2], 5)
    index.put("new", vectors[1])
    index._thread.join(60)
    assert index.ready
    # What came before and while it was built is there.
    assert [id_ for id_, _ in index.search(vectors[1], 2)] == ["n0001", "new"]
    assert {id_ for id_, _ in index.search(vectors[8], 2)} == {"n0007", "n0008"}


def test_building_can_be_stopped(random: np.random.Generator) -> None:
    vectors = clustered(30_000, random)
    ids = [str(i) for i in range(30_000)]
    index = ApproximateIndex(ids, vectors)
    index.build_in_background()
    index.close()
    assert not index._thread.is_alive()
    assert not index.ready
    assert index.search(vectors[1], 5) == VectorIndex(ids, vectors).search(vectors[1], 5)


def test_a_kept_graph_is_brought_up_to_date(tmp_path: Path, random: np.random.Generator) -> None:
    vectors, kept = clustered(2_000, random), tmp_path / "models" / "jobs"
    ids = [f"n{i:04}" for i in range(2_000)]
    assert ApproximateIndex(ids, vectors, kept=kept).build() == 2_000
    assert ApproximateIndex(ids, vectors, kept=kept).build() == 0
    # In another order, one gone, one changed, one new.
    changed = np.vstack([vectors[:0:-1], vectors[:1]])
    changed[0] = vectors[5]
    later = [*ids[:0:-1], "new"]
    index = ApproximateIndex(later, changed, kept=kept)
    assert index.build() == 2
    assert [id_ for id_, _ in index.search(vectors[0], 1)] == ["new"]
    assert {id_ for id_, _ in index.search(vectors[5], 2)} == {"n0005", "n1999"}
    assert "n0000" not in {id_ for id_, _ in index.search(vectors[0], 900)}
    assert recall(index, clustered(20, random), 50) >= 0.97
    assert len(list(kept.parent.iterdir())) == 2


def test_vectors_that_move_meanwhile_are_added_again(tmp_path: Path, random: np.random.Generator) -> None:
    vectors, ids = clustered(100, random), [str(i) for i in range(100)]
    assert Hnsw(64, "f32", tmp_path / "x").fill(ids, vectors, moving=lambda: ["7"]) == 100
    assert Hnsw(64, "f32", tmp_path / "x").fill(ids, vectors) == 1


@pytest.mark.parametrize("broken", ["rows", "graph", "none"])
def test_a_kept_graph_that_cannot_be_read_is_built_anew(
    broken: str, tmp_path: Path, random: np.random.Generator
) -> None:
    vectors, ids, kept = clustered(50, random), [str(i) for i in range(50)], tmp_path / "jobs"
    Hnsw(64, "f32", kept).fill(ids, vectors)
    graph = next(tmp_path.glob("*.usearch"))
    if broken == "none":
        graph.unlink()
    else:
        (graph if broken == "graph" else tmp_path / "jobs.safetensors").write_bytes(b"not a graph")
    again = Hnsw(64, "f32", kept)
    assert again.fill(ids, vectors) == 50
    assert again.search(vectors[3], 1) == ["3"]


def test_a_folder_that_cannot_be_written_only_costs_the_next_run(
    tmp_path: Path, random: np.random.Generator, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    graph = Hnsw(64, "f32", tmp_path / "file" / "jobs")
    assert graph.fill(["a"], clustered(1, random)) == 1
    assert "not kept" in caplog.text
