"""The form in which the character model reads Chinese text: as long as the text itself, so that offsets hold."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

_SPACES = "\t\u00a0\u3000"
_SAME = {"〇": "零", "—": "-", "–": "-", "－": "-", "~": "-", "～": "-", "·": "·", "•": "·", "∙": "·", "‧": "·",
         "“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "。": "。"}  # fmt: skip


def canonical(text: str) -> str:
    """Simplified characters, half-width letters and signs, every digit a 0; of exactly the same length."""
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    """Character to character. Traditional ones by OpenCC's table of single characters (its first choice)."""
    import opencc

    table: dict[int, int] = {}
    for code in (*range(0x21, 0x7F), *range(0x00A0, 0x00C0), *range(0x2000, 0x2100), *range(0x2460, 0x24FF),
                 *range(0xF900, 0xFB00), *range(0xFF00, 0xFFF0)):  # fmt: skip
        simple = unicodedata.normalize("NFKC", chr(code))
        if len(simple) == 1 and simple != chr(code):
            table[code] = ord(simple)
    lines = (Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        many, _, choices = line.partition("\t")
        one = choices.split(" ")[0]
        if len(many) == 1 and len(one) == 1:
            table[ord(many)] = ord(one)
    table |= {ord(one): ord(other) for one, other in _SAME.items()}
    table |= dict.fromkeys(map(ord, _SPACES), ord(" "))
    for code in [*range(0x30, 0x3A), *(code for code, to in table.items() if 0x30 <= to <= 0x39)]:
        table[code] = ord("0")
    return table
