"""Documents a second from files to the graph, over the bundled sample, in an embedded server of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.scratch import scratch_settings
from bench.timing import measure, summary
from etl.pipeline import build_extractor, ingest
from graph.settings import settings
from graph.store import open_store
from ontology.sources import import_ontology

SAMPLE = Path(__file__).resolve().parents[1] / "etl" / "sample"


def run(repeat: int = 3, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Time a first ingestion (documents removed between runs) and one that finds everything known."""
    with scratch_settings() as config, open_store(config) as store:
        import_ontology(store, "starter")
        extractor = build_extractor(store)
        found = 0

        def once() -> None:
            nonlocal found
            found = 0
            for kind, folder in (("resume", "resumes"), ("posting", "postings")):
                found += ingest(store, [SAMPLE / folder], kind, extractor=extractor).found

        first = []
        for done in range(repeat):
            store.write("store/forget_documents")
            first += measure(once, 1)
            if progress:
                progress(done + 1, repeat)
        again = measure(once, 1)
        return summary(
            "ingest",
            found,
            "documents",
            first,
            unchanged_documents_per_second=round(found / again[0], 2),
            workers=settings().workers or "one per core",
        )
