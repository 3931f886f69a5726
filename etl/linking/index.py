"""All labels of one type of concept, searched by likeness of writing and, if an encoder is given, of meaning."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.text import is_han, norm
from ontology.vocabulary import ConceptType, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STOP = frozenset(["of", "and", "the", "in", "for", "to", "a", "&", "with", "or", "."])
_WORD = re.compile(r"[a-z0-9+#.]+|[\u4e00-\u9fff]+")
#: Texts to unit vectors, one a row: how a text encoder joins the ranking (`graph.encoder.Encoder.encode`).
Encode = Callable[[list[str]], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label that may be meant: cosine of character grams, overlap of words, and cosine of meaning (None without
    an encoder)."""

    concept: str
    label: str
    grams: float
    words: float
    meaning: float | None = None

    @property
    def score(self) -> float:
        """One number 0..1 to rank by; the encoder's cosine counts as much as the writing."""
        written = 0.35 * self.grams + 0.65 * self.words
        return written if self.meaning is None else 0.5 * written + 0.5 * self.meaning


class LabelIndex:
    """Inverted index of all labels of one type: TF-IDF (sublinear, cosine) over the grams of each.

    Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988. Our own few lines, since
    scikit-learn takes seconds to import and a sparse product per query ten times as long.

    Args:
        keep: says which labels are searched; all if None.
    """

    def __init__(self, vocabulary: Vocabulary, type: ConceptType, keep: Callable[[str], object] | None = None) -> None:
        import numpy as np

        self._keep = keep
        labels: dict[tuple[str, str], None] = {}
        for term in vocabulary.of_type(type):
            if keep is None or keep(term.text):
                labels.setdefault((norm(term.text), vocabulary.canonical(term.concept)), None)
        self.texts = [text for text, _ in labels]
        self.concepts = [concept for _, concept in labels]
        postings: dict[str, tuple[list[int], list[float]]] = {}
        grams = [Counter(_grams(text)) for text in self.texts]
        seen = Counter(gram for counts in grams for gram in counts)
        self._idf = {gram: 1 + math.log((1 + len(grams)) / (1 + count)) for gram, count in seen.items()}
        for at, counts in enumerate(grams):
            weights = {gram: (1 + math.log(n)) * self._idf[gram] for gram, n in counts.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values()))
            for gram, weight in weights.items():
                ids, values = postings.setdefault(gram, ([], []))
                ids.append(at)
                values.append(weight / length)
        self._postings = {
            gram: (np.array(ids, np.int32), np.array(values, np.float32)) for gram, (ids, values) in postings.items()
        }
        self._words = [words_of(text) for text in self.texts]
        counts = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log(1 + len(self.texts) / count) for word, count in counts.items()}
        self._rarest = math.log(1 + len(self.texts))
        self._vectors: NDArray[np.float32] | None = None
        self._gone: frozenset[int] = frozenset()

    def changed(self, added: Iterable[tuple[str, str]], removed: Collection[tuple[str, str]]) -> LabelIndex:
        """The index with some (normal form, concept) more and some less. Rarities stay those of the other labels, so
        that scores differ a little from those of an index that is built anew.
        """
        import numpy as np

        found = copy(self)
        rows = {label: row for row, label in enumerate(zip(self.texts, self.concepts, strict=True))}
        found._gone = self._gone | {rows[label] for label in removed if label in rows}
        found.texts, found.concepts, found._words = list(self.texts), list(self.concepts), list(self._words)
        found._idf, found._postings, found._vectors = dict(self._idf), dict(self._postings), None
        rarest = 1 + math.log((1 + len(self.texts)) / 2)
        for label in added:
            if label in rows:
                found._gone -= {rows[label]}
                continue
            if self._keep is not None and not self._keep(label[0]):
                continue
            rows[label] = at = len(found.texts)
            text, concept = label
            counts = Counter(_grams(text))
            weights = {gram: (1 + math.log(n)) * found._idf.setdefault(gram, rarest) for gram, n in counts.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values()))
            for gram, weight in weights.items():
                ids, values = found._postings.get(gram, (np.zeros(0, np.int32), np.zeros(0, np.float32)))
                found._postings[gram] = np.append(ids, np.int32(at)), np.append(values, np.float32(weight / length))
            found.texts.append(text)
            found.concepts.append(concept)
            found._words.append(words_of(text))
        return found

    def search(
        self, text: str, k: int, encode: Encode | None = None, *, hidden: Collection[int] = ()
    ) -> list[Candidate]:
        """The labels nearest in writing and the `k` nearest in meaning; without the rows in `hidden`.

        Sorted by falling score, then by concept; only the best label of each concept.
        """
        import numpy as np

        if not self.texts:
            return []
        hidden = self._gone.union(hidden) if self._gone else hidden
        cosine = self._cosine(text)
        if hidden:
            cosine[list(hidden)] = 0.0
        order = _top(cosine, k)
        order = order[cosine[order] > 0]
        meaning: NDArray[np.float32] | None = None
        if encode is not None:
            meaning = self._meaning(text, encode)
            if hidden:
                meaning[list(hidden)] = -1.0
            order = np.unique(np.concatenate([order, _top(meaning, k)]))
        words = words_of(text)
        found: dict[str, Candidate] = {}
        for at in order.tolist():
            near = None if meaning is None else float(meaning[at])
            overlap = self._overlap(words, self._words[at])
            candidate = Candidate(self.concepts[at], self.texts[at], float(cosine[at]), overlap, near)
            if at not in hidden and (
                candidate.concept not in found or candidate.score > found[candidate.concept].score
            ):
                found[candidate.concept] = candidate
        return sorted(found.values(), key=lambda one: (-one.score, one.concept))

    def rows(self) -> dict[str, list[int]]:
        """The rows of each concept's labels."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, concept in enumerate(self.concepts):
            if row not in self._gone:
                rows[concept].append(row)
        return dict(rows)

    def _cosine(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        counts = Counter(_grams(text))
        weights = {gram: (1 + math.log(n)) * self._idf.get(gram, 0.0) for gram, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        cosine = np.zeros(len(self.texts), np.float32)
        for gram, weight in weights.items():
            if gram in self._postings:
                ids, values = self._postings[gram]
                cosine[ids] += weight / length * values
        return cosine

    def _meaning(self, text: str, encode: Encode) -> NDArray[np.float32]:
        import numpy as np

        if self._vectors is None:
            self._vectors = encode(self.texts)
        return np.asarray(self._vectors @ encode([text])[0], np.float32)

    def _overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Shared over all words, each weighed by its rarity among the labels; near spellings count as shared."""
        from rapidfuzz import fuzz

        shared = one & other
        left, right = one - shared, set(other - shared)
        common = sum(self._weight(word) for word in shared)
        apart = 0.0
        for word in sorted(left):
            twin = next((w for w in sorted(right) if len(w) > 3 and len(word) > 3 and fuzz.ratio(word, w) >= 86), None)
            if twin is None:
                apart += self._weight(word)
            else:
                right.discard(twin)
                common += 0.9 * self._weight(twin)
        total = common + apart + sum(self._weight(word) for word in right)
        return common / total if total else 0.0

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, self._rarest)


def _top(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Places of the k highest scores."""
    import numpy as np

    return np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))


@lru_cache(maxsize=200_000)
def words_of(text: str) -> frozenset[str]:
    """Latin words without stop words, and pairs of Chinese characters (single ones where they stand alone)."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        if is_han(word[0]):
            found.update(word[i : i + 2] for i in range(len(word) - 1)) if len(word) > 1 else found.add(word)
        elif word not in _STOP:
            found.add(word)
    return frozenset(found)


def _grams(text: str) -> list[str]:
    """Words, character trigrams of Latin words with their edges, and single and double Chinese characters."""
    grams: list[str] = []
    for word in _WORD.findall(text):
        if is_han(word[0]):
            grams += word
            grams += [word[i : i + 2] for i in range(len(word) - 1)]
            grams += [word[i : i + 3] for i in range(len(word) - 2)]
        else:
            grams.append("=" + word)
            edged = f" {word} "
            grams += [edged[i : i + 3] for i in range(len(edged) - 2)]
    return grams
