"""Measurements in processes of their own: figures come back, limits end them, breakage is told."""

from __future__ import annotations

import numpy as np
import pytest

from bench.child import measured
from bench.serving import in_service
from bench.training import _ratios
from bench.training_step import WAYS, run
from bench.vector_search import search, vectors
from gnn.approximate import EXACT_UP_TO
from graph.errors import InputError
from graph.settings import settings


@pytest.mark.parametrize("way", WAYS)
def test_every_way_makes_steps(way: str) -> None:
    found = run(way, 2_000, 1, 0)
    assert found["edges"] == 2_000
    assert found["step_seconds"] > 0
    assert found["peak_mib"] > 0


def test_ways_are_compared_by_cpu_time_and_a_missing_one_is_left_out() -> None:
    ours, theirs = {"step_cpu_seconds": 0.5}, {"step_cpu_seconds": 2.0}
    assert _ratios({"sampled": ours, "full": {"skipped": "too large"}, "pyg_full": theirs}) == {"sampled": 4.0}
    assert _ratios({"sampled": ours, "pyg_full": {"skipped": "too large"}}) == {}


@pytest.mark.parametrize(("way", "least"), [("exact", 1.0), ("f32", 0.95), ("i8", 0.9)])
def test_an_index_is_searched(way: str, least: float) -> None:
    found = search(way, 800, 5, 0)
    assert found["recall_10"] >= least
    assert found["milliseconds_p95"] >= found["milliseconds_p50"] > 0


@pytest.mark.parametrize("precision", ["f32", "i8"])
def test_what_is_in_service_follows_the_settings(precision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "index_precision", precision)
    assert (in_service(EXACT_UP_TO), in_service(EXACT_UP_TO + 1)) == ("exact", precision)


def test_vectors_are_seeded_units_and_questions_are_others() -> None:
    np.testing.assert_array_equal(vectors(50, 1, 0), vectors(50, 1, 0))
    assert not np.array_equal(vectors(50, 1, 0), vectors(50, 1, 1))
    np.testing.assert_allclose(np.linalg.norm(vectors(50, 1, 0), axis=1), 1.0, rtol=1e-5)


def test_a_measurement_comes_back_or_says_why_not() -> None:
    """Modules of the standard library stand in for measurements."""
    with pytest.raises(InputError, match="broke off"):
        measured("json.tool", ["/no/such/file"], seconds=120)
    assert measured("timeit", ["-n", "1", "-r", "1", "import time; time.sleep(60)"], seconds=1) == {
        "skipped": "not done within 1 s"
    }
    eats = ["-n", "1", "-r", "1", "bytearray(3 * 2**30)"]
    assert measured("timeit", eats, seconds=120, gib=1) == {"skipped": "does not fit into 1 GiB"}
