"""Documents a second on one core: reading alone, and extracting alone, over the bundled sample. No graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.timing import measure, summary
from etl.extract import Extractor
from etl.model import Document, DocumentKind
from etl.readers import read
from ontology.vocabulary import starter_vocabulary

SAMPLE = Path(__file__).resolve().parents[1] / "etl" / "sample"
LIMIT = 20 * 2**20


def run(repeat: int = 3, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Time reading and extraction; the extractor's start (building its automata) is given apart."""
    documents = _documents()
    reading = measure(_documents, repeat)
    vocabulary = starter_vocabulary()
    made: list[Extractor] = []
    start = measure(lambda: made.append(Extractor(vocabulary)), 1)
    made[0].extract(documents[0])
    seconds = measure(lambda: [made[0].extract(document) for document in documents], repeat, progress)
    return summary(
        "extraction",
        len(documents),
        "documents",
        seconds,
        characters=sum(len(document.text) for document in documents),
        labels=len(vocabulary.terms),
        reading_documents_per_second=round(len(documents) / min(reading), 2),
        extractor_start_seconds=round(start[0], 3),
    )


def _documents() -> list[Document]:
    found = []
    kinds: tuple[tuple[DocumentKind, str], ...] = (("resume", "resumes"), ("posting", "postings"))
    for kind, folder in kinds:
        for path in sorted(one for one in (SAMPLE / folder).rglob("*") if one.is_file()):
            found += [item for item in read(path, kind, max_bytes=LIMIT) if isinstance(item, Document)]
    return found
