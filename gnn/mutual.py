"""The two sides of a match: would the person want the job, and would the employer want the person?"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from .data import Vectors
from .pairs import FEATURES

Scores = npt.NDArray[np.float64]
#: What only one side looks at. What is in neither (occupation, seniority) concerns both.
DEMANDS = ("essential", "optional", "related", "years", "education", "recency")
LIKINGS = ("cosine", "place", "walk")


class Scorer(Protocol):
    """A ranker: features [n, len(FEATURES)] to scores 0..1, [n]."""

    def score(self, features: Vectors, /) -> Scores: ...


def person_scores(ranker: Scorer, features: Vectors) -> Scores:
    """Would the person want it: the score if all demands of the job were met."""
    return ranker.score(_met(features, DEMANDS))


def employer_scores(ranker: Scorer, features: Vectors) -> Scores:
    """Would the employer want them: the score if the job were wholly to the person's liking."""
    return ranker.score(_met(features, LIKINGS))


def mutual_scores(ranker: Scorer, features: Vectors) -> Scores:
    """The harmonic mean of both sides, as reciprocal recommenders take it (Pizzato et al. 2010): the lower counts."""
    person, employer = person_scores(ranker, features), employer_scores(ranker, features)
    return np.asarray(2 * person * employer / np.maximum(person + employer, 1e-12))


def _met(features: Vectors, names: tuple[str, ...]) -> Vectors:
    changed = np.array(features, np.float32)
    changed[:, [FEATURES.index(name) for name in names]] = 1.0
    return changed
