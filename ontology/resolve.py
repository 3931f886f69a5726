"""From what a person typed to one concept: by id, by label or alias in either language, or with suggestions."""

from __future__ import annotations

from graph.errors import NotFound
from graph.store import Store

from .search import Hit, search
from .skos import NodeType, normalise

SUGGESTIONS = 5


def resolve(store: Store, text: str, type: NodeType) -> str:
    """The id of the concept with this id, label or alias.

    Raises:
        NotFound: there is none; the nearest labels are suggested.
        InputError: the text is empty.
    """
    if store.read("ontology/has_concept", id=text.strip(), type=type):
        return text.strip()
    hits = search(store, text, type=type, limit=SUGGESTIONS)
    exact = [hit for hit in hits if normalise(hit.matched) == normalise(text)]
    if exact:
        return exact[0].id
    near = "; ".join(_shown(hit) for hit in hits)
    noun = {"Skill": "skill", "Occupation": "occupation"}.get(type, "concept")
    fix = f"Did you mean: {near}?" if near else "careergraph ontology search finds concepts by words"
    raise NotFound(f"there is no {noun} with this id or label", where=text, fix=fix)


def _shown(hit: Hit) -> str:
    labels = " / ".join(dict.fromkeys(label for label in (hit.label_en, hit.label_zh) if label))
    return f"{labels or hit.matched} ({hit.id})"
