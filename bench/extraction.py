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
    """Time reading and extraction; the first document, which builds the indexes, is given apart."""
    documents = _documents()
    reading = measure(_documents, repeat)
    vocabulary = starter_vocabulary()
    starts, seconds = [], []
    for done in range(repeat):
        # A new extractor each time: one that has seen these documents remembers its links.
        extractor = Extractor(vocabulary)
        starts += measure(lambda used=extractor: used.extract(documents[0]), 1)
        seconds += measure(lambda used=extractor: [used.extract(document) for document in documents], 1)
        if progress:
            progress(done + 1, repeat)
    return summary(
        "extraction",
        len(documents),
        "documents",
        seconds,
        characters=sum(len(document.text) for document in documents),
        labels=len(vocabulary.terms),
        reading_documents_per_second=round(len(documents) / min(reading), 2),
        first_document_seconds=round(min(starts), 3),
    )


def _documents() -> list[Document]:
    found = []
    kinds: tuple[tuple[DocumentKind, str], ...] = (("resume", "resumes"), ("posting", "postings"))
    for kind, folder in kinds:
        for path in sorted(one for one in (SAMPLE / folder).rglob("*") if one.is_file()):
            found += [item for item in read(path, kind, max_bytes=LIMIT) if isinstance(item, Document)]
    return found
