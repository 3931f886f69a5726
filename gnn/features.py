"""Node features: a sentence vector, hashed characters (for Chinese names), and a few numbers. Nothing of identity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from .data import GraphData, Vectors
from .scales import EDUCATION, SENIORITY, rank

Progress = Callable[[int, int], None]
Row = Mapping[str, Any]
CHARACTERS = 128
NUMBERS = 6
#: More labels than this make a text longer than the encoder's window without saying more.
MAX_SKILLS, MAX_OCCUPATIONS = 12, 3


class TextEncoder(Protocol):
    """What `graph.encoder.Encoder` is to this module."""

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors: ...


def label(row: Row, lang: str = "en") -> str:
    """The label of a concept row in `lang`, else in the other language, else its id."""
    first, second = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    return str(row.get(first) or row.get(second) or row["id"])


def document_text(row: Row, labels: Mapping[str, str]) -> str:
    """What stands for a candidate or job in words: its title, then its occupations and skills by English label.

    The labels are the same for a Chinese and an English document, so the encoder need not read Chinese.
    """
    occupations = list(dict.fromkeys([*row.get("works_as", ()), *row.get("held", ()), *row.get("occupations", ())]))
    skills = [skill["id"] for skill in row["skills"]][:MAX_SKILLS]
    words = [labels[id_] for id_ in [*occupations[:MAX_OCCUPATIONS], *skills] if id_ in labels]
    return ", ".join([str(row["title"] or ""), *words]).strip(", ") or "unknown"


def numbers(row: Row) -> Vectors:
    """Years of experience, seniority and education, each scaled to 0..1 beside a flag that it is known: [6]."""
    years = row.get("years")
    seniority = rank(SENIORITY, row.get("seniority"))
    education = rank(EDUCATION, row.get("education"))
    return np.array(
        [
            0.0 if years is None else np.log1p(max(float(years), 0.0)) / np.log1p(40),
            years is not None,
            0.0 if seniority is None else seniority / (len(SENIORITY) - 1),
            seniority is not None,
            0.0 if education is None else education / (len(EDUCATION) - 1),
            education is not None,
        ],
        np.float32,
    )


def matrix(
    texts: Sequence[str],
    names: Sequence[str],
    numeric: Vectors | None,
    encoder: TextEncoder,
    progress: Progress | None = None,
) -> Vectors:
    """Features [n, encoder.dimension + 128 + 6]; rows without numbers have zeros there."""
    if not texts:
        return np.zeros((0, encoder.dimension + CHARACTERS + NUMBERS), np.float32)
    if numeric is None:
        numeric = np.zeros((len(texts), NUMBERS), np.float32)
    return np.hstack([encoder.encode(texts, progress), character_vectors(names), numeric]).astype(np.float32)


def character_vectors(names: Sequence[str]) -> Vectors:
    """Hashed character 1- to 3-grams, L2-normalised: [n, 128]. They tell 会计 from 护士 without a Chinese model."""
    from sklearn.feature_extraction.text import HashingVectorizer

    hashing = HashingVectorizer(n_features=CHARACTERS, analyzer="char_wb", ngram_range=(1, 3), dtype=np.float32)
    return np.asarray(hashing.transform(names).toarray(), np.float32)


def document_features(
    rows: Sequence[Row], labels: Mapping[str, str], encoder: TextEncoder, progress: Progress | None = None
) -> Vectors:
    """Features of candidate or job rows; `labels` maps concept id to English label."""
    texts = [document_text(row, labels) for row in rows]
    names = [str(row["title"] or "") for row in rows]
    numeric = np.stack([numbers(row) for row in rows]) if rows else None
    return matrix(texts, names, numeric, encoder, progress)


def concept_features(rows: Sequence[Row], encoder: TextEncoder, progress: Progress | None = None) -> Vectors:
    """Features of skills, occupations, companies, places or industries."""
    texts = [label(row) for row in rows]
    names = [label(row, "zh") for row in rows]
    return matrix(texts, names, None, encoder, progress)


def concept_labels(data: GraphData) -> dict[str, str]:
    """Concept id to English label, of skills and occupations."""
    return {row["id"]: label(row) for kind in ("skill", "occupation") for row in data.nodes[kind].rows}


def features(data: GraphData, encoder: TextEncoder, progress: Progress | None = None) -> dict[str, Vectors]:
    """Feature matrices by node type; `progress` counts nodes."""
    labels = concept_labels(data)
    total = sum(len(nodes) for nodes in data.nodes.values())
    done = 0
    found: dict[str, Vectors] = {}
    for kind, nodes in data.nodes.items():
        if kind in ("candidate", "job"):
            found[kind] = document_features(nodes.rows, labels, encoder)
        else:
            found[kind] = concept_features(nodes.rows, encoder)
        done += len(nodes)
        if progress:
            progress(done, total)
    return found
