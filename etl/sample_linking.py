"""How well gold spans of the bundled sample are linked: the concept of each skill and title, judged form by form.

`etl/sample/gold/concepts.csv` has a row for each distinct form (normal form of the span's text): `kind` (skill, for the
labels skill and knowledge, or title), `form`, `file` (where a form means something else in one document: how that
file's name begins), and `concepts`, ids of the starter ontology without their prefix. Where several fit equally each is
right, `-` means that no link is right too. docs/annotation.md has the guidelines.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graph.errors import GoldFileError
from ontology.vocabulary import ConceptType

from .sample_gold import SAMPLE, GoldDocument
from .text import norm

Kind = Literal["skill", "title"]
#: From a text and what it names to a concept, or None.
Link = Callable[[str, ConceptType], str | None]
NOTHING = "-"
_KINDS: dict[str, Kind] = {"skill": "skill", "knowledge": "skill", "title": "title"}
_COUNTED = ("spans", "needed", "linked", "right", "found")
_TYPES: dict[Kind, ConceptType] = {"skill": "Skill", "title": "Occupation"}
_PREFIX: dict[Kind, str] = {"skill": "cg:skill/", "title": "cg:occupation/"}


@dataclass(frozen=True)
class Judgements:
    """The concepts that are right for a form, `NOTHING` among them where no link is right."""

    by_form: dict[tuple[Kind, str], tuple[tuple[str, frozenset[str]], ...]] = field(default_factory=dict)

    def of(self, kind: Kind, text: str, file: str) -> frozenset[str] | None:
        """What is right for a text in a file; None if nobody has judged it."""
        rows = self.by_form.get((kind, norm(text)), ())
        return next((right for start, right in rows if file.startswith(start)), None)


def read_judgements(path: Path = SAMPLE / "gold" / "concepts.csv") -> Judgements:
    """Every judged form.

    Raises:
        GoldFileError: the file cannot be read, or a row is bad; `where` is FILE:LINE.
    """
    found: dict[tuple[Kind, str], list[tuple[str, frozenset[str]]]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                kind, concepts = _KINDS.get(row["kind"] or ""), (row["concepts"] or "").split("|")
                if kind is None or not row["form"] or not all(concepts):
                    raise GoldFileError("a bad row", where=f"{path}:{reader.line_num}")
                right = frozenset(c if c == NOTHING else _PREFIX[kind] + c for c in concepts)
                found.setdefault((kind, row["form"]), []).append((row["file"], right))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise GoldFileError("the judged forms cannot be read", where=str(path)) from error
    longest_first = {form: tuple(sorted(rows, key=lambda row: -len(row[0]))) for form, rows in found.items()}
    return Judgements(longest_first)


def linking_scores(
    documents: Sequence[GoldDocument], link: Link, judgements: Judgements | None = None
) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of links of gold spans, by kind and language (`skill_en`, …) and over `all`.

    Precision: links that are right among all links. Recall: spans with a right link among those that need one. `spans`
    counts every judged span, `needed` those for which no link would be wrong.
    """
    judged = judgements or read_judgements()
    counts: dict[str, dict[str, float]] = {}
    for one in documents:
        for span in one.spans:
            kind = _KINDS.get(span.label)
            text = one.document.text[span.start : span.end]
            right = judged.of(kind, text, one.file) if kind else None
            if kind is None or right is None:
                continue
            concept = link(text, _TYPES[kind])
            for name in (f"{kind}_{one.document.lang}", "all"):
                count = counts.setdefault(name, dict.fromkeys(_COUNTED, 0.0))
                count["spans"] += 1
                count["needed"] += NOTHING not in right
                count["linked"] += concept is not None
                count["right"] += concept in right
                count["found"] += concept in right and NOTHING not in right
    return {name: _scores(count) for name, count in counts.items()}


def _scores(count: dict[str, float]) -> dict[str, float]:
    precision = count["right"] / count["linked"] if count["linked"] else 0.0
    recall = count["found"] / count["needed"] if count["needed"] else 0.0
    both = precision + recall
    return {
        "f1": 2 * precision * recall / both if both else 0.0,
        "precision": precision,
        "recall": recall,
        "spans": count["spans"],
        "needed": count["needed"],
    }
