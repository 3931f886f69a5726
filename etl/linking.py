"""Linking: from the words of a document to a concept of the ontology, or to none.

First the exact normal form of a label; else candidates by TF-IDF over character n-grams, re-ranked by fuzzy token
ratio (rapidfuzz). Below a threshold the answer is None: a wrong link does more harm than a proposal to the curators.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from etl.text import is_han, norm
from etl.titles import base_title, plain_title
from ontology.vocabulary import ConceptType, Term, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "linker/1"
_SCHEMES = {"starter": 0, "esco": 1, "onet": 2}
_KINDS = {"preferred": 0, "alternative": 1, "hidden": 2}
#: Texts to unit vectors, one a row: how a text encoder joins the ranking (`graph.encoder.Encoder.encode`).
Encode = Callable[[list[str]], "NDArray[np.float32]"]


class Linker:
    """Ranks the concepts of one vocabulary for a stretch of text. Indexes are built at the first fuzzy look-up.

    Args:
        vocabulary: every label that may be linked to.
        encode: optional text encoder; its cosine then counts as much as the lexical score.
        thresholds: lowest score of a link by type; without it the defaults, which hold for the lexical score.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        encode: Encode | None = None,
        thresholds: dict[ConceptType, float] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self._encode = encode
        self.thresholds: dict[ConceptType, float] = thresholds or {"Skill": 0.86, "Occupation": 0.72}
        self._exact: dict[ConceptType, dict[str, list[str]]] = {}
        self._index: dict[ConceptType, _Index] = {}
        self._links: dict[tuple[str, ConceptType], tuple[str | None, float]] = {}

    def exact(self, text: str, type: ConceptType) -> list[str]:
        """The concepts with a label of exactly this normal form, the best-known first."""
        if type not in self._exact:
            table: dict[str, list[str]] = {}
            for term in sorted(self.vocabulary.of_type(type), key=_priority):
                concept = self.vocabulary.canonical(term.concept)
                known = table.setdefault(norm(term.text), [])
                if concept not in known:
                    known.append(concept)
            self._exact[type] = table
        return self._exact[type].get(norm(text), [])

    def rank(self, text: str, type: ConceptType, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best concepts with scores 0..1, falling; ties in the order of ids.

        A title is tried as written, without noise, and without its level. Exact matches score 1.0 (0.97 and 0.93 for
        the reduced forms).
        """
        scores: dict[str, float] = {}
        for form, worth in self._variants(text, type):
            for concept in self.exact(form, type):
                scores[concept] = max(scores.get(concept, 0.0), worth)
        if len(scores) < k:
            index = self._built(type)
            for form, worth in self._variants(text, type):
                for concept, score in index.search(form, max(50, 4 * k), self._encode):
                    scores[concept] = max(scores.get(concept, 0.0), 0.99 * score * worth)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]

    def link(self, text: str, type: ConceptType) -> tuple[str | None, float]:
        """The concept that a text means and how sure that is; (None, score) when nothing fits surely."""
        key = (norm(text), type)
        if key not in self._links:
            self._links[key] = self._link(text, type)
            if len(self._links) > 200_000:
                self._links.clear()
                self._links[key] = self._link(text, type)
        return self._links[key]

    def _link(self, text: str, type: ConceptType) -> tuple[str | None, float]:
        for form, worth in self._variants(text, type):
            exact = self.exact(form, type)
            if exact:
                return exact[0], worth
        ranked = self.rank(text, type, 2)
        if not ranked or ranked[0][1] < self.thresholds[type]:
            return None, ranked[0][1] if ranked else 0.0
        return ranked[0]

    def _variants(self, text: str, type: ConceptType) -> list[tuple[str, float]]:
        if type == "Skill":
            return [(norm(text), 1.0)]
        forms = {norm(text): 1.0}
        forms.setdefault(plain_title(text), 0.97)
        forms.setdefault(base_title(text), 0.93)
        return [(form, worth) for form, worth in forms.items() if form]

    def _built(self, type: ConceptType) -> _Index:
        if type not in self._index:
            self._index[type] = _Index(self.vocabulary, type)
        return self._index[type]

    def __getstate__(self) -> dict[str, Any]:
        """Only the parts that are not rebuilt on demand travel between processes."""
        return {"vocabulary": self.vocabulary, "encode": self._encode, "thresholds": self.thresholds}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["vocabulary"], encode=state["encode"], thresholds=state["thresholds"])  # type: ignore[misc]


class _Index:
    """TF-IDF vectors of all labels of one type."""

    def __init__(self, vocabulary: Vocabulary, type: ConceptType) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        labels: dict[tuple[str, str], None] = {}
        for term in vocabulary.of_type(type):
            labels.setdefault((norm(term.text), vocabulary.canonical(term.concept)), None)
        self.texts = [text for text, _ in labels]
        self.concepts = [concept for _, concept in labels]
        self._vectoriser = TfidfVectorizer(analyzer=_grams, sublinear_tf=True, dtype="float32")
        self._matrix = self._vectoriser.fit_transform(self.texts).T.tocsr() if self.texts else None
        self._vectors: Any = None

    def search(self, text: str, k: int, encode: Encode | None) -> list[tuple[str, float]]:
        """Concepts of the k nearest labels, with the better of their labels' scores."""
        import numpy as np
        from rapidfuzz import fuzz

        if self._matrix is None:
            return []
        near = self._vectoriser.transform([text]) @ self._matrix
        order = near.indices[np.argsort(-near.data, kind="stable")[:k]]
        cosine = dict(zip(near.indices.tolist(), near.data.tolist(), strict=True))
        if encode is not None:
            if self._vectors is None:
                self._vectors = encode(self.texts)
            meaning = self._vectors @ encode([text])[0]
            order = np.unique(np.concatenate([order, np.argpartition(-meaning, min(k, len(meaning) - 1))[:k]]))
        scores: dict[str, float] = {}
        for at in order.tolist():
            label = self.texts[at]
            ratio = fuzz.token_sort_ratio(_tokens(text), _tokens(label)) / 100
            score = 0.5 * cosine.get(at, 0.0) + 0.5 * ratio
            if encode is not None:
                score = 0.5 * score + 0.5 * float(meaning[at])
            concept = self.concepts[at]
            scores[concept] = max(scores.get(concept, 0.0), score)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


@lru_cache(maxsize=50_000)
def _tokens(text: str) -> str:
    """Chinese characters apart, so that token ratios see them as words."""
    return re.sub(r"([\u4e00-\u9fff])", r" \1 ", text)


def _grams(text: str) -> list[str]:
    """Words, character trigrams of Latin words with their edges, and single and double Chinese characters."""
    grams: list[str] = []
    for word in re.findall(r"[a-z0-9+#.]+|[\u4e00-\u9fff]+", text):
        if is_han(word[0]):
            grams += word
            grams += [word[i : i + 2] for i in range(len(word) - 1)]
            grams += [word[i : i + 3] for i in range(len(word) - 2)]
        else:
            grams.append("=" + word)
            edged = f" {word} "
            grams += [edged[i : i + 3] for i in range(len(edged) - 2)]
    return grams


def _priority(term: Term) -> tuple[int, int, str]:
    return _SCHEMES.get(term.scheme, 3), _KINDS[term.kind], term.concept
