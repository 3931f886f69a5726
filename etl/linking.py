"""Linking: from the words of a document to a concept of the ontology, or to none.

First the exact normal form of a label; else candidates by TF-IDF over character n-grams, re-ranked by the share
of words in common, weighed by rarity, with near spellings (rapidfuzz) as one. Below a threshold the answer is None:
a wrong link does more harm than a proposal to the curators.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from etl.homonyms import AMBIGUOUS, Resolver
from etl.text import is_han, norm
from etl.titles import base_title, has_title_head, plain_title
from ontology.vocabulary import ConceptType, Term, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "linker/1"
_SCHEMES = {"starter": 0, "esco": 1, "onet": 2}
_KINDS = {"preferred": 0, "alternative": 1, "hidden": 2}
_STOP = frozenset(["of", "and", "the", "in", "for", "to", "a", "&", "with", "or", "."])
#: Before a title these make another job of it.
_OTHER_JOB = frozenset(["assistant", "associate", "deputy", "vice", "trainee", "student", "apprentice", "volunteer"])
#: Between the titles of a double one.
_PARTS = re.compile(r"\s*[/&,;+、]\s*|\s+and\s+")
_TEACHER_ZH = re.compile(r"(?P<school>小学|初中|高中|中学|幼儿园).{0,6}(?:教师|老师)")
#: Lowest likeness of a title without a telling word (`Room Service`): most are names of departments.
_HEADLESS = 0.88
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
        self.thresholds: dict[ConceptType, float] = thresholds or {"Skill": 0.75, "Occupation": 0.62}
        self._exact: dict[ConceptType, dict[str, list[str]]] = {}
        self._resolver: Resolver | None = None
        self._labels: defaultdict[str, list[str]] | None = None
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

    def labels(self, concept: str) -> list[str]:
        """The normal forms of all labels of a skill."""
        if self._labels is None:
            self._labels = defaultdict(list)
            for term in self.vocabulary.of_type("Skill"):
                self._labels[self.vocabulary.canonical(term.concept)].append(norm(term.text))
        return self._labels.get(concept, [])

    def resolve(self, text: str, type: ConceptType) -> list[tuple[str, float]]:
        """The concepts with exactly this label, with how surely each is meant: see `etl.homonyms`."""
        concepts = self.exact(text, type)
        if type == "Skill" or not concepts:
            return [(concept, 1.0) for concept in concepts]
        if self._resolver is None:
            self._resolver = Resolver(self.vocabulary)
        return self._resolver.weigh(norm(text), concepts)

    def rank(self, text: str, type: ConceptType, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best concepts with scores 0..1, falling; ties in the order of ids.

        A title is tried as written, without noise, without its level, and by its last words. Exact matches score 1.0
        (0.97, 0.93 and 0.75 for the reduced forms), less where one label stands for several concepts.
        """
        scores: dict[str, float] = {}
        for form, worth in [*self._variants(text, type), *_tails(text, type)]:
            for concept, sure in self.resolve(form, type):
                scores[concept] = max(scores.get(concept, 0.0), worth * sure)
        if len(scores) < k:
            index = self._built(type)
            for form, worth in self._variants(text, type):
                for concept, score in index.search(form, max(50, 4 * k), self._encode):
                    if concept not in scores or scores[concept] > AMBIGUOUS:
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
        told = self._told(text, type)
        if told is not None:
            return told
        if type == "Occupation":
            parts = [part for part in _PARTS.split(text) if has_title_head(part)]
            for part in parts if len(parts) > 1 or _PARTS.search(text) else []:
                told = self._told(part, type)  # `Welder/Fabricator`: the first of two titles is the main one
                if told is not None and told[0] is not None:
                    return told[0], round(0.85 * told[1], 4)
            for form, worth in _tails(text, type):
                sure = self.resolve(form, type)
                if sure and sure[0][1] > AMBIGUOUS:
                    return sure[0][0], worth * sure[0][1]
            trade = self._trade(text)
            if trade is not None:
                return trade, 0.7
            if _bare_head(base_title(text)):
                return None, 0.0
        ranked = self.rank(text, type, 2)
        lowest = self.thresholds[type] if type == "Skill" or has_title_head(text) else _HEADLESS
        if not ranked or ranked[0][1] < lowest:
            return None, ranked[0][1] if ranked else 0.0
        return ranked[0]

    def _trade(self, text: str) -> str | None:
        """A trade that the last word names in full: `Production Welder`; in Chinese, the school of a teacher."""
        title = base_title(text)
        teacher = _TEACHER_ZH.search(title)
        if teacher:
            found = self.resolve(teacher["school"] + "教师", "Occupation")
        else:
            words = title.split()
            if len(words) < 2 or _OTHER_JOB.intersection(words) or any(map(is_han, title)):
                return None
            found = self.resolve(words[-1], "Occupation")
        return found[0][0] if found and found[0][1] == 1.0 else None

    def _told(self, text: str, type: ConceptType) -> tuple[str | None, float] | None:
        """By an exact label of a form of the text; (None, score) where it may mean several."""
        for form, worth in self._variants(text, type):
            found = self.resolve(form, type)
            if found:
                concept, sure = found[0]
                return (concept, worth * sure) if sure > AMBIGUOUS else (None, worth * sure)
        return None

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


def _bare_head(title: str) -> bool:
    """`Owner` or `Consultant` alone may be anything."""
    return " " not in title and not any(map(is_han, title)) and has_title_head(title)


def _tails(text: str, type: ConceptType) -> list[tuple[str, float]]:
    """Ever shorter endings of a title, down to two words: what is left of `google cloud program manager` is a title.

    Not where a word is cut off that makes another job of it (`assistant`).
    """
    if type != "Occupation":
        return []
    title = base_title(text)
    tails: list[tuple[str, float]] = []
    if is_han(title[-1:] or " "):
        tails = [(title[i:], 0.75) for i in range(1, max(1, len(title) - 3)) if not title[:i].endswith(("助理", "副"))]
    else:
        words = title.split()
        for i in range(1, len(words) - 1):
            if _OTHER_JOB.intersection(words[:i]):
                break
            tails.append((" ".join(words[i:]), 0.75))
    return tails


class _Index:
    """Inverted index of all labels of one type: TF-IDF (sublinear, cosine) over the grams of each.

    Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988. Our own few lines, since
    scikit-learn takes seconds to import and a sparse product per query ten times as long.
    """

    def __init__(self, vocabulary: Vocabulary, type: ConceptType) -> None:
        import numpy as np

        labels: dict[tuple[str, str], None] = {}
        for term in vocabulary.of_type(type):
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
        self._words = [_words(text) for text in self.texts]
        counts = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log(1 + len(self.texts) / count) for word, count in counts.items()}
        self._rarest = math.log(1 + len(self.texts))
        self._vectors: Any = None

    def search(self, text: str, k: int, encode: Encode | None) -> list[tuple[str, float]]:
        """Concepts of the k nearest labels, with the better of their labels' scores."""
        import numpy as np

        if not self.texts:
            return []
        counts = Counter(_grams(text))
        weights = {gram: (1 + math.log(n)) * self._idf.get(gram, 0.0) for gram, n in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        cosine = np.zeros(len(self.texts), np.float32)
        for gram, weight in weights.items():
            if gram in self._postings:
                ids, values = self._postings[gram]
                cosine[ids] += weight / length * values
        order = _top(cosine, k)
        order = order[cosine[order] > 0]
        if encode is not None:
            if self._vectors is None:
                self._vectors = encode(self.texts)
            meaning = self._vectors @ encode([text])[0]
            order = np.unique(np.concatenate([order, _top(meaning, k)]))
        words = _words(text)
        scores: dict[str, float] = {}
        for at in order.tolist():
            score = 0.35 * float(cosine[at]) + 0.65 * self._overlap(words, self._words[at])
            if encode is not None:
                score = 0.5 * score + 0.5 * float(meaning[at])
            concept = self.concepts[at]
            scores[concept] = max(scores.get(concept, 0.0), score)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))

    def _overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Shared over all words, each weighed by its rarity among the labels; near spellings count as shared."""
        from rapidfuzz import fuzz

        shared = one & other
        left, right = one - shared, set(other - shared)
        common = sum(self._weight(word) for word in shared)
        apart = 0.0
        for word in left:
            twin = next((w for w in right if len(w) > 3 and len(word) > 3 and fuzz.ratio(word, w) >= 86), None)
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
def _words(text: str) -> frozenset[str]:
    """Latin words without stop words, and pairs of Chinese characters (single ones where they stand alone)."""
    found: set[str] = set()
    for word in re.findall(r"[a-z0-9+#.]+|[\u4e00-\u9fff]+", text):
        if is_han(word[0]):
            found.update(word[i : i + 2] for i in range(len(word) - 1)) if len(word) > 1 else found.add(word)
        elif word not in _STOP:
            found.add(word)
    return frozenset(found)


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
