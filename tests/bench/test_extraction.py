"""The extraction bench: the same texts and labels for all, plausible rates, and a missing peer that says so."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from bench import extraction
from bench.extraction_paths import SAMPLE, documents, measured, vocabulary


def test_the_gazetteer_and_its_peer_read_the_same() -> None:
    found, labels = documents(SAMPLE, "en", "posting", 2), vocabulary(None)
    told = {name: measured(name, found, labels, 1) for name in ("gazetteer", "phrase_matcher")}
    for facts in told.values():
        assert (facts["documents"], facts["labels"]) == (2, len(labels.terms))
        assert facts["characters"] == sum(len(document.text) for document in found)
        assert facts["found"] > 0
        assert facts["characters_per_cpu_second"] > facts["documents_per_cpu_second"] > 0


@pytest.mark.skipif(find_spec("skillNer") is not None, reason="the peer is installed here")
def test_every_way_is_run_in_a_process_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [way for way in extraction.WAYS if way[0] in ("gazetteer", "phrase_matcher", "skillner")]
    monkeypatch.setattr(extraction, "WAYS", few)
    steps: list[tuple[int, int]] = []
    report = extraction.run(1, lambda done, total: steps.append((done, total)), most=1)
    assert "careergraph[peers]" in report["ways"].pop("skillner")["skipped"]
    assert {name: facts["documents"] for name, facts in report["ways"].items()} == {
        "gazetteer": 1,
        "phrase_matcher": 1,
    }
    assert set(report["gazetteer_times_as_fast_as"]) == {"phrase_matcher"}
    assert steps[-1] == (3, 3)
