"""The classifiers that are compared, from the trivial to the learnt, behind one interface."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
#: Characters that count as the beginning of a text.
HEAD = 400
#: Words, with the signs of `C++` and `node.js` inside, and single Chinese characters; pairs of them make phrases.
TOKENS = r"(?u)[^\W\d_\u3400-\u9fff][\w+#.]*[\w+#]|[\u3400-\u9fff]"


class Classifier(Protocol):
    """Learns from texts and labels 0..n-1, then gives each text a probability of every label."""

    @property
    def name(self) -> str:
        """As reports call it."""

    def fit(self, texts: Sequence[str], labels: Ints, /) -> None:
        """Learn anew; what was learnt before is forgotten."""

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        """float [len(texts), n], rows add up to 1."""


class Majority:
    """The most frequent label, whatever the text."""

    name = "majority"

    def fit(self, _: Sequence[str], labels: Ints, /) -> None:
        self._shares = np.bincount(labels) / len(labels)

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        return np.tile(self._shares, (len(texts), 1))


class TfidfLogistic:
    """TF-IDF over words and pairs of words, logistic regression."""

    name = "tfidf_logistic"

    def fit(self, texts: Sequence[str], labels: Ints, /) -> None:
        self.weigher = weigher()
        self.model = logistic(30.0).fit(self.weigher.fit_transform(texts), labels)

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        return np.asarray(self.model.predict_proba(self.weigher.transform(texts)))


class TfidfForest:
    """TF-IDF, random forest (Breiman 2001)."""

    name = "tfidf_forest"

    def __init__(self, seed: int = 0, trees: int = 500) -> None:
        self._seed, self._trees = seed, trees

    def fit(self, texts: Sequence[str], labels: Ints, /) -> None:
        from sklearn.ensemble import RandomForestClassifier

        self._weigher = weigher()
        self._model = RandomForestClassifier(self._trees, random_state=self._seed, n_jobs=1)
        self._model.fit(self._weigher.fit_transform(texts), labels)

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        return np.asarray(self._model.predict_proba(self._weigher.transform(texts)))


class SentenceLogistic:
    """Frozen sentence vectors (`head_and_body`), logistic regression.

    Args:
        encode: texts to float [n, dimension], see `graph.encoder.Encoder.encode`.
    """

    name = "minilm_logistic"

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def fit(self, texts: Sequence[str], labels: Ints, /) -> None:
        self.model = logistic(10.0).fit(head_and_body(self._encode, texts), labels)

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        return np.asarray(self.model.predict_proba(head_and_body(self._encode, texts)))


def head_and_body(encode: Encode, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """float32 [texts, 2 x dimension]: the whole text (windows averaged), and how it begins.

    A resume opens with what its owner calls themself; the average of many windows would drown that.
    """
    return np.hstack([encode(texts), encode([text[:HEAD] for text in texts])])


def weigher() -> Any:
    """TF-IDF with damped counts; words of one text only are left out when there are many texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(token_pattern=TOKENS, ngram_range=(1, 2), min_df=2, max_df=0.5, sublinear_tf=True)


def logistic(strength: float) -> Any:
    """Multinomial logistic regression; `strength` is the inverse of the penalty."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=2000)


def head_of(model: Any) -> tuple[Floats, Floats]:
    """Weights [labels, width] and bias [labels] of a logistic regression, for softmax.

    With two labels it has one row, which stands for the second label against the first.
    """
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:
        return np.vstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    return weights, bias
