"""What the graph knows from one document, with the place of every fact in the text; never who the person is."""

from __future__ import annotations

from typing import Any

from graph.errors import NotFound
from graph.store import Store

Row = dict[str, Any]


def describe(store: Store, id: str, *, text: bool = False) -> Row:
    """The facts from a document, by its id or that of the candidate or job that it describes.

    Args:
        text: also give the stored text, in which identity is masked.

    Returns:
        document, subject, kind, lang, format, title, occupation, seniority, years, education_level, place, company,
        and lists `skills`, `positions` and `education` whose rows carry `spans` into the text, and `unknown`
        with the spans that look like skills and are in no vocabulary.

    Raises:
        NotFound: no document has or describes this id.
    """
    found = store.read("documents/find", id=id)
    if not found:
        raise NotFound("there is no document, candidate or job with this id", where=id, fix="Ingest it first")
    facts = found[0]
    if not (facts["occupation"] or {}).get("id"):
        facts["occupation"] = None
    if not text:
        del facts["text"]
    for part in ("skills", "positions", "education", "unknown"):
        facts[part] = store.read(f"documents/{part}", document=facts["document"])
    return facts
