"""Answers of gold files as the concepts of a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ontology.vocabulary import ConceptType, Vocabulary

from .gold import GoldQuery, read_gold, titles_row
from .ranking.titles import LabelledTitle


def as_concepts(queries: Sequence[GoldQuery], vocabulary: Vocabulary, type: ConceptType) -> list[GoldQuery]:
    """Answers as the linker names them: through exact matches, and preferred labels and codes as their concepts."""
    names = {term.text: term.concept for term in vocabulary.of_type(type) if term.kind == "preferred"}
    for concept in {term.concept for term in vocabulary.of_type(type)}:
        names[concept] = concept
        names.setdefault(concept.partition(":")[2], concept)  # A bare code: 15-2051.00, 2-02-13-06.
    return [
        GoldQuery(query.text, frozenset(vocabulary.canonical(names.get(answer, answer)) for answer in query.answers))
        for query in queries
    ]


def labelled_titles(path: Path, vocabulary: Vocabulary) -> list[LabelledTitle]:
    """The titles of a gold file, each with every occupation that it names, in the order of the file.

    Raises:
        GoldFileError: see `etl.gold.read_gold`.
    """
    rows = as_concepts(read_gold(path, titles_row), vocabulary, "Occupation")
    return [LabelledTitle(row.text, answer) for row in rows for answer in sorted(row.answers)]
