"""Job histories as sequences of occupations: for the task `careers`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ontology.skos import Ontology
from ontology.vocabulary import Vocabulary

from .gold import Row, read_gold

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """A position as a file states it; `uri` is its occupation, where the file says so."""

    title: str
    uri: str | None


def histories_row(row: Row) -> tuple[HeldPosition, ...]:
    """`{"positions":[{"title",…}]}`, the oldest first; a position may carry `uri`."""
    positions = row["positions"]
    if not isinstance(positions, list) or not positions:
        raise ValueError("positions is not a list of positions")
    found = []
    for position in positions:
        title, uri = position["title"], position.get("uri")
        if not isinstance(title, str) or not (uri is None or isinstance(uri, str)):
            raise ValueError("a position needs a title, and its uri must be a text")
        found.append(HeldPosition(title, uri))
    return tuple(found)


def occupation_sequences(
    path: Path, vocabulary: Vocabulary, *, whole: bool = False, progress: Progress | None = None
) -> list[list[str]]:
    """The occupations of every history, by linking titles; what links to nothing is left out.

    Args:
        whole: leave out histories whose last position links to nothing: they cannot be asked for.

    Raises:
        GoldFileError: see `read_gold`.
    """
    from .linking import Linker

    linker = Linker(vocabulary)
    rows = read_gold(path, histories_row)
    sequences = []
    for done, positions in enumerate(rows, 1):
        linked = [
            vocabulary.canonical(held.uri) if held.uri else linker.link(held.title, "Occupation")[0]
            for held in positions
        ]
        if not whole or linked[-1] is not None:
            sequences.append([concept for concept in linked if concept is not None])
        if progress:
            progress(done, len(rows))
    return sequences


def curated_moves(ontology: Ontology, vocabulary: Vocabulary) -> list[list[str]]:
    """The career moves of an ontology as histories of two, in the concepts of `vocabulary` (by exact matches), each as
    often as its weight says."""
    known = vocabulary.concepts

    def named(concept: str) -> str | None:
        matches = sorted(ontology.concepts[concept].matches.get("exact", ()))
        options: Iterable[str] = (concept, *matches)
        return next((vocabulary.canonical(one) for one in options if vocabulary.canonical(one) in known), None)

    moves = []
    for relation in ontology.relations:
        if relation.kind == "LEADS_TO":
            ends = [named(relation.source), named(relation.target)]
            weight = dict(relation.properties).get("count", 1)
            if None not in ends:
                moves += [[end for end in ends if end is not None]] * max(1, round(float(weight)))
    return moves
