"""What the character tagger knows before it is trained: vectors from plain text, and a lexicon from a dictionary."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import InputError

from .base import Progress
from .characters import lexicon_file, vectors_file
from .characters_text import canonical
from .lexicon import read_dictionary, write_lexicon
from .pretraining import pretrain

_DATA = Path(__file__).parents[1] / "data"
_STARTER = Path(__file__).parents[2] / "ontology" / "starter"
_SENTENCE_END = re.compile(r"[\n。；;]|(?<!\d)\d{1,2}[.、．]")
_HAN = re.compile("[\u4e00-\u9fff]")
#: Classes of dictionary words that are kept however rare they are.
_NAMES = frozenset({"place", "organisation", "proper"})


def prepare(
    texts: Sequence[tuple[Path, float]],
    dictionary: Path,
    out: Path,
    *,
    width: int = 64,
    pairs: int = 20000,
    rarest: int = 4,
    progress: Progress | None = None,
) -> Path:
    """Write the vectors and the lexicon that `train_characters` reads to the folder `out`.

    Args:
        texts: files of plain text, each with how much one occurrence in it counts: see `read_texts`.
        dictionary: `word frequency part-of-speech` a line, as the word segmenter jieba has it.
        pairs: how many pairs of characters get vectors.
        rarest: least frequency of a word that is no name.

    Raises:
        InputError: a file cannot be read.
    """
    entries = read_dictionary(dictionary)
    kept = [
        (canonical(word), kind, frequency)
        for word, kind, frequency in entries
        if kind != "phrase" and (frequency >= rarest or kind in _NAMES)
    ]
    write_lexicon(lexicon_file(out), [*_own_words(), *kept])
    repeated = [w for w, kind, f in entries if kind != "phrase" for _ in range(max(1, min(8, int(math.log(f + 1)))))]
    groups = [(read_texts(path), weight) for path, weight in texts]
    return pretrain([*groups, (repeated, 1.0)], vectors_file(out), width=width, pairs=pairs, progress=progress)


def read_texts(path: Path) -> list[str]:
    """Every different Chinese sentence of a file: the strings of JSON lines, the cells of CSV, else the lines (or .gz
    of these).

    Raises:
        InputError: the file cannot be read.
    """
    found: dict[str, None] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for string in _strings(path.name.removesuffix(".gz"), file):
                found |= dict.fromkeys(part for part in _SENTENCE_END.split(string) if part and _HAN.search(part))
    except (OSError, ValueError, csv.Error) as error:
        raise InputError("the text cannot be read", where=str(path), fix="UTF-8; .jsonl, .csv, .txt, or .gz") from error
    return list(found)


def _strings(name: str, file: Iterator[str]) -> Iterator[str]:
    if name.endswith(".jsonl"):
        for line in file:
            yield from (value for value in json.loads(line).values() if isinstance(value, str))
    elif name.endswith(".csv"):
        for row in csv.reader(file):
            yield from row
    else:
        yield from file


def _own_words() -> Iterator[tuple[str, str, float]]:
    """Titles and subjects that the project itself knows."""
    for row in _rows(*sorted((_STARTER / "occupations").glob("*.csv"))):
        labels = [row["zh"], *row["aliases_zh"].split("|")]
        yield from ((canonical(label), "title", 20.0) for label in labels if len(label) > 1)
    for row in _rows(_DATA / "title_heads.csv"):
        if row["lang"] == "zh":
            yield from ((canonical(head), "title", 200.0) for head in row["heads"].split("|") if len(head) > 1)
    for row in _rows(_DATA / "subjects.csv"):
        for word in row["words"].split("|"):
            if len(word) > 1 and _HAN.search(word):
                yield canonical(word), "subject", 50.0


def _rows(*paths: Path) -> Iterator[dict[str, str]]:
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
