"""Which skills a sentence is about: every concept of a label space ranked for it.

Each name of a concept is compared with the short windows of the sentence and with the whole of it, by the vectors of
a text encoder; names are its labels and, where a label is one of ESCO's, what postings say instead (`skills_pairs`).
The score is the best cosine of a window plus half that of the sentence. (Zhang et al., "Skill Extraction from Job
Postings using Weak Supervision", 2022, compare n-grams with labels; Decorte et al., "Design of Negative Sampling
Strategies for Distantly Supervised Skill Extraction", 2022, rank labels by vectors.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from etl.text import HAN, norm

from .embedding import Progress, adapted_encoder
from .skills_pairs import phrases
from .skills_trust import FOLDER
from .skills_windows import windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from etl.linking.index import Encode
    from ontology.vocabulary import Vocabulary

#: Weight of the cosine of the whole sentence beside that of the best window, chosen on one dev set of two.
_WHOLE = 0.5
#: For a name that stands in the sentence word for word.
_NAMED = 0.2
_CHINESE = re.compile(r"[a-z0-9+#.\u3400-\u9fff]*[\u3400-\u9fff][a-z0-9+#.\u3400-\u9fff]*")
#: Characters of a Chinese name at most.
_LONGEST_CHINESE = 12


class SkillName(NamedTuple):
    """One name of a concept."""

    concept: str
    text: str


def skill_encoder(progress: Progress | None = None) -> Encode:
    """The text encoder for skills, with the shipped adapter if there is one; vectors are cached on disk."""
    has_adapter = (FOLDER / "model.safetensors").is_file()
    return partial(adapted_encoder(FOLDER if has_adapter else None).encode, progress=progress)


def names_of(vocabulary: Vocabulary, *, phrased: bool = True) -> list[SkillName]:
    """All labels of the skills, and the phrases that mean those of ESCO's labels that are among them.

    Args:
        phrased: whether the phrases join, unless another concept bears one as its label.
    """
    labels: dict[SkillName, None] = {}
    known: set[str] = set()
    for term in vocabulary.of_type("Skill"):
        labels.setdefault(SkillName(vocabulary.canonical(term.concept), term.text))
        known.add(norm(term.text))
    said = phrases(starter=True) if phrased else {}
    for concept, text in list(labels):
        for phrase in said.get(text, ()):
            if norm(phrase) not in known:
                labels.setdefault(SkillName(concept, phrase))
    return list(labels)


def _vectors(texts: list[str], encode: Encode) -> NDArray[np.float32]:
    """Unit vectors, float32 [texts, dimension]; zero for Chinese, which the encoder does not read."""
    import numpy as np

    latin = [at for at, text in enumerate(texts) if not HAN.search(text)]
    found = encode([texts[at] for at in latin] or ["-"])
    vectors = np.zeros((len(texts), found.shape[1]), np.float32)
    vectors[latin] = found[: len(latin)]
    return vectors


class SkillRanker:
    """Ranks concepts for sentences. Names are encoded when it is built, and cached on disk by the encoder.

    Args:
        names: the label space; a concept may have several names, of which the best counts.
        encode: text encoder; `skill_encoder()` if None.
    """

    def __init__(self, names: Iterable[SkillName], *, encode: Encode | None = None) -> None:
        import numpy as np

        rows = sorted(dict.fromkeys(names))
        self._encode = encode or skill_encoder()
        self._vectors = _vectors([row.text for row in rows], self._encode)
        starts = [at for at, row in enumerate(rows) if at == 0 or rows[at - 1].concept != row.concept]
        self.concepts = [rows[at].concept for at in starts]
        self._starts = np.array(starts, np.intp)
        self._named: dict[str, list[int]] = {}
        place = -1
        for at, row in enumerate(rows):
            place += at == 0 or rows[at - 1].concept != row.concept
            self._named.setdefault(norm(row.text), []).append(place)

    def rank(self, text: str, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best concepts with scores 0..1, falling; ties in the order of the ids."""
        import numpy as np

        if not self.concepts:
            return []
        score = self.scores(text)
        order = np.argsort(-score, kind="stable")[:k]
        return [(self.concepts[at], float(score[at])) for at in order.tolist()]

    def scores(self, text: str) -> NDArray[np.float32]:
        """One score 0..1 a concept, float32 [concepts], in the order of `concepts`."""
        import numpy as np

        cut = windows(text)
        pieces = self._encode([*cut.short, cut.whole])
        window = (self._vectors @ pieces[:-1].T).max(1)
        whole = self._vectors @ pieces[-1]
        total = np.maximum.reduceat(window, self._starts) + _WHOLE * np.maximum.reduceat(whole, self._starts)
        if HAN.search(text):  # The encoder reads no Chinese: there, only the words themselves count for much.
            total *= 0.3
        for place, worth in self._stated(text, cut.short).items():
            total[place] += worth
        return np.asarray(np.clip(total / (1 + _WHOLE + _NAMED), 0.0, 1.0), np.float32)

    def _stated(self, text: str, short: Iterable[str]) -> dict[int, float]:
        """What names that stand in the sentence word for word add to their concepts; a longer Chinese one more."""
        found = {place: _NAMED for piece in short for place in self._named.get(norm(piece), ())}
        for part in _CHINESE.findall(norm(text)):
            for start in range(len(part)):
                for end in range(start + 2, min(len(part), start + _LONGEST_CHINESE) + 1):
                    for place in self._named.get(part[start:end], ()):
                        found[place] = max(found.get(place, 0.0), 0.8 + 0.01 * (end - start))
        return found
