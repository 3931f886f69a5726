"""How likely a skill found by likeness is the one that is meant: features of a candidate, and the fitted weights.

Without an encoder the features of writing have weights of their own, so that the confidence holds either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from etl.text import is_han

from .calibration import Logistic, read_facts
from .skills_chinese import may_stand_for

FOLDER = Path(__file__).parent / "weights" / "skills"
#: Share of links that shall be right at the threshold.
PRECISION = 0.9
_WORD = re.compile(r"[a-z0-9+#.]+|[\u4e00-\u9fff]")
_DISTINCT = re.compile(r"[0-9+#]+")


class Near(Protocol):
    """What a candidate is: see `etl.linking.index.Candidate`."""

    @property
    def concept(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def grams(self) -> float: ...
    @property
    def words(self) -> float: ...
    @property
    def meaning(self) -> float | None: ...
    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True)
class SkillTrust:
    """Probabilities of candidates; at `threshold` and above, `PRECISION` of the links are right."""

    model: Logistic
    threshold: float

    def weigh(self, text: str, found: Sequence[Near]) -> list[tuple[str, float]]:
        """(concept, probability that the text means it) of candidates sorted by falling score, in the same order.

        What is another Chinese word than the label (`skills_chinese`) stays far below the threshold.
        """
        weighed = []
        for one, row in zip(found, features(text, found), strict=True):
            sure = self.model.probability(row)
            weighed.append((one.concept, sure if may_stand_for(text, one.label) else min(sure, self.threshold / 2)))
        return weighed


@lru_cache(maxsize=2)
def skill_trust(*, with_meaning: bool) -> SkillTrust:
    """The shipped weights.

    Raises:
        ModelError: they are missing.
    """
    facts = read_facts(FOLDER / "trust.json")["meaning" if with_meaning else "writing"]
    return SkillTrust(Logistic.of(facts["model"]), float(facts["threshold"]))


def features(text: str, found: Sequence[Near]) -> list[dict[str, float]]:
    """Features of each candidate for a text (both in normal form)."""
    from rapidfuzz import fuzz

    scores = [one.score for one in found]
    rows = []
    for place, one in enumerate(found):
        rival = max((score for at, score in enumerate(scores[:2]) if at != place), default=0.0)
        own, label = _WORD.findall(text), _WORD.findall(one.label)
        stems, others = set(map(_stem, own)), set(map(_stem, label))
        shared = stems & others
        row = {
            "grams": one.grams,
            "words": one.words,
            "lead": one.score - rival,
            "ratio": fuzz.ratio(text, one.label) / 100,
            "sorted": fuzz.token_sort_ratio(text, one.label) / 100,
            "same_stems": float(stems == others),
            "more": len(stems - others) / max(1, len(stems)),
            "less": len(others - stems) / max(1, len(others)),
            "apart": float(not shared),
            "one_word": float(len(own) == 1),
            "short": float(len(text) <= 4),
            "han": float(any(map(is_han, text))),
            "other_number": float(set(_DISTINCT.findall(text)) != set(_DISTINCT.findall(one.label))),
            "first_letter": float(text[:1] == one.label[:1]),
            "close": float(len(own) == len(label) and fuzz.ratio(text, one.label) >= 85),
        }
        if one.meaning is not None:
            row |= {"meaning": one.meaning, "meaning_squared": one.meaning**2}
        rows.append(row)
    return rows


def _stem(word: str) -> str:
    """A Latin word without the commonest endings."""
    for end in ("ing", "ies", "es", "s", "ed"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word
