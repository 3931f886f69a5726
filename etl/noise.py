"""Noise as documents have it, for measuring how much a reader of documents loses; gold spans move with their text.

`ocr`: look-alikes (rn and m, l and 1, O and 0; 未 and 末), broken words, lost spaces. `typos`: letters swapped,
dropped, doubled. `lower`, `upper`: case lost. `stuffing`: a block of unrelated skills at the end; `repetition`: a few
of them again and again, as in white text. Stuffed skills bear no gold span, so precision shows who takes them at their
word. The kinds follow Belinkov and Bisk 2018, "Synthetic and natural noise both break neural machine translation".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import Literal, TypeVar, get_args

from ontology.vocabulary import starter_vocabulary

from .gold import GoldSpan, GoldText
from .model import Lang
from .text import is_han, table

T = TypeVar("T")
NoiseKind = Literal["ocr", "typos", "lower", "upper", "stuffing", "repetition"]
KINDS: tuple[NoiseKind, ...] = get_args(NoiseKind)
#: A word of Latin script or digits, or one Chinese character: what a rate counts.
_UNIT = re.compile(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]")
#: So many stuffed skills for each word of the text at a rate of 1, and at least.
_LEAST_STUFFED = 5


def noisy(texts: Sequence[GoldText], kind: NoiseKind, rate: float = 0.1, seed: int = 0) -> list[GoldText]:
    """The texts with noise, their spans where the same words now stand. A text's noise depends on itself and `seed`.

    Args:
        rate: share of words (of Chinese characters) that `ocr` and `typos` hit; for `stuffing` and `repetition` how
            many skills are added for each word; of no meaning to `lower` and `upper`.

    Raises:
        ValueError: the rate is not within 0..1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"a rate of {rate} is not within 0..1")
    return [_noisy(text, kind, rate, Random(f"{seed}|{kind}|{text.text}")) for text in texts]


def under_noise(
    texts: Sequence[GoldText],
    score: Callable[[list[GoldText]], T],
    *,
    rate: float = 0.1,
    seed: int = 0,
    kinds: Sequence[NoiseKind] = KINDS,
) -> dict[str, T]:
    """What `score` says of the texts as they are (`clean`) and under each kind of noise."""
    return {"clean": score(list(texts))} | {kind: score(noisy(texts, kind, rate, seed)) for kind in kinds}


def _noisy(gold: GoldText, kind: NoiseKind, rate: float, dice: Random) -> GoldText:
    text = gold.text
    if kind in ("stuffing", "repetition"):
        return GoldText(text + _block(gold, kind, rate, dice), gold.lang, gold.spans)
    if kind == "lower":
        return _moved(gold, [c.lower() for c in text])
    if kind == "upper":
        return _moved(gold, [c.upper() for c in text])
    written = list(text)
    for unit in _UNIT.finditer(text):
        if dice.random() < rate:
            (_misread if kind == "ocr" else _mistype)(written, text, unit.start(), unit.end(), dice)
    return _moved(gold, written)


def _moved(gold: GoldText, written: Sequence[str]) -> GoldText:
    """The text with each of its characters written anew; a span of which nothing is left is dropped."""
    at = [0]
    for piece in written:
        at.append(at[-1] + len(piece))
    spans = tuple(GoldSpan(at[s.start], at[s.end], s.label) for s in gold.spans if at[s.start] < at[s.end])
    return GoldText("".join(written), gold.lang, spans)


def _misread(written: list[str], text: str, start: int, end: int, dice: Random) -> None:
    if is_han(text[start]):
        others = [read for seen, read in _look_alikes("han") if seen == text[start]]
        if others:
            written[start] = dice.choice(others)
        return
    word = text[start:end]
    alike = [(at, old, new) for old, new in _look_alikes("latin") for at in _places(word, old)]
    how = dice.random()
    if how < 0.7 and alike:
        at, old, new = dice.choice(alike)
        written[start + at] = new
        for rest in range(start + at + 1, start + at + len(old)):
            written[rest] = ""
    elif how < 0.85 and len(word) > 3:
        written[start + dice.randrange(1, len(word) - 1)] += " "
    elif text[end : end + 1] == " ":
        written[end] = ""


def _mistype(written: list[str], text: str, start: int, end: int, dice: Random) -> None:
    """One slip; the first letter of a word stays, and a Chinese character slips with the one behind it."""
    if is_han(text[start]):
        first, last = start, start + 1
        if not (last < len(text) and is_han(text[last])) or written[last] != text[last]:
            return
    elif end - start < 4:
        return
    else:
        first = dice.randrange(start + 1, end - 1)
        last = first + 1
    slip = dice.choice(("swap", "drop", "double"))
    if slip == "swap" and written[first] == text[first]:
        written[first], written[last] = text[last], text[first]
    elif slip == "drop":
        written[last] = ""
    else:
        written[first] += text[first]


def _block(gold: GoldText, kind: NoiseKind, rate: float, dice: Random) -> str:
    wanted = max(_LEAST_STUFFED, round(rate * len(_UNIT.findall(gold.text))))
    skills = [skill for skill in _skills(gold.lang) if skill.casefold() not in gold.text.casefold()]
    if kind == "stuffing":
        chosen = dice.sample(skills, min(wanted, len(skills)))
    else:
        few = dice.sample(skills, 3)
        chosen = [few[at % len(few)] for at in range(wanted)]
    return ("\n" if "\n" in gold.text else " ") + ("、" if gold.lang == "zh" else ", ").join(chosen)


@lru_cache(maxsize=2)
def _skills(lang: Lang) -> tuple[str, ...]:
    terms = starter_vocabulary().of_type("Skill")
    return tuple(sorted({term.text for term in terms if term.lang == lang and term.kind == "preferred"}))


@lru_cache(maxsize=2)
def _look_alikes(script: Literal["latin", "han"]) -> tuple[tuple[str, str], ...]:
    """(what stands there, what a machine reads)."""
    row = next(row for row in table("look_alikes.csv") if row["script"] == script)
    pairs = (pair.partition(":") for pair in row["pairs"].split("|"))
    return tuple((seen, read) for seen, _, read in pairs)


def _places(word: str, part: str) -> list[int]:
    return [at for at in range(len(word) - len(part) + 1) if word.startswith(part, at)]
