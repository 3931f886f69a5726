"""One document that came as bytes, into the graph at once."""

from __future__ import annotations

from graph.errors import InputError
from graph.settings import settings
from graph.store import Store

from .extract import Extractor
from .loading import load_profiles
from .model import Document, DocumentKind
from .readers import Refusal, read_bytes


def ingest_bytes(store: Store, data: bytes, name: str, kind: DocumentKind, extractor: Extractor) -> tuple[str, bool]:
    """Read, extract and store one uploaded document.

    Returns:
        The id of the document, and whether it was new to the graph (or new to this extractor and ontology).

    Raises:
        DocumentError: it cannot be read.
        InputError: it holds several documents (a table of postings, say).
    """
    found = list(read_bytes(data, name, kind, max_bytes=settings().max_document_mb * 2**20))
    for item in found:
        if isinstance(item, Refusal):
            raise item.error
    documents = [item for item in found if isinstance(item, Document)]
    if len(documents) != 1:
        raise InputError(
            f"it holds {len(documents)} documents", where=name, fix="Upload one, or use careergraph ingest"
        )
    document = documents[0]
    version = extractor.vocabulary.version
    read_by = [(row["extractor"], row["ontology_version"]) for row in store.read("documents/read_by", id=document.id)]
    if (extractor.version, version) in read_by:
        return document.id, False
    profile = extractor.extract(document)
    load_profiles(store, [profile], extractor=extractor.version, ontology_version=version, as_of=extractor.today)
    return document.id, True
