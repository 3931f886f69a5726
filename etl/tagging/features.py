"""What a lower-casing encoder cannot see of a word: its case, digits and marks, as one learnt class of shape."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

SHAPES = 256
_LONGEST = 6


@lru_cache(maxsize=200_000)
def shape(word: str) -> int:
    """Class of the shape of a word, 1 to `SHAPES` - 1 (0 is for padding).

    Runs of capitals, small letters, digits and other letters shrink to one or two signs (`node.js` is `xx.xx`, `SQL`
    is `XX`, `B2B` is `XdX`), marks stay as they are; the string is hashed, so that no table has to be shipped.
    """
    signs: list[str] = []
    for character in word:
        sign = _sign(character)
        if signs[-2:] != [sign, sign]:
            signs.append(sign)
    return 1 + zlib.crc32("".join(signs[:_LONGEST]).encode()) % (SHAPES - 1)


def shapes(words: Sequence[str]) -> list[int]:
    """The shape of each word."""
    return [shape(word) for word in words]


def _sign(character: str) -> str:
    if character.isupper():
        return "X"
    if character.islower():
        return "x"
    if character.isdigit():
        return "d"
    return "o" if character.isalpha() else character
