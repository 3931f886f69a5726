"""Pairs to train the skill encoder on: what postings say and the skill that is meant, without one labelled sentence.

Four sources: our own table of phrases (`data/skill_phrases.csv`: how postings call a skill that ESCO calls otherwise);
alternative labels and descriptions of ESCO's skills; their preferred labels in other grammatical forms; each also
inside a frame such as postings use. All frames are invented.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ontology.vocabulary import LabelKind

from .embedding import Pair

#: `{}` takes a thing (noun phrase) or a doing; a frame for doings starts with a verb's place.
_FRAMES = (
    "experience with {}", "strong {} skills", "knowledge of {}", "you have {}", "good understanding of {}",
    "{} required", "ability to {}", "proven track record in {}", "{} is a plus", "you are skilled in {}",
    "excellent {}", "hands-on {}",
    "responsible for {}", "working knowledge of {}", "a background in {}", "passionate about {}", "you will {}",
    "3+ years of experience in {}", "degree in {}", "familiarity with {}", "{} experience", "we expect {}",
    "comfortable with {}", "Requirements : {}", "your tasks include {}", "someone who can {}", "proficient in {}",
    "help us to {}", "expertise within {}", "interest in {}", "capable of {}", "demonstrated {}", "as well as {}",
)  # fmt: skip
_JOINS = ("{} and {}", "{} , {}", "{} / {}", "{} with {}", "{} or {}", "{} as well as {}")
_KINDS: tuple[LabelKind, ...] = ("preferred", "alternative")
_VERB = re.compile(r"^([a-z]+[a-z])\s")


@dataclass(frozen=True, slots=True)
class SkillTexts:
    """What is known of one skill: preferred and alternative labels and a description (each may be empty).

    `usual` are alternative labels as people write them (those of the starter ontology), which weigh more.
    """

    label: str
    alternatives: tuple[str, ...] = ()
    description: str = ""
    usual: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def phrases(*, starter: bool = False) -> dict[str, tuple[str, ...]]:
    """ESCO label to phrases of postings that mean it, from our own table; with `starter` also the English labels of the
    starter ontology's skills that match it exactly (`write_usual` made that table)."""
    found: dict[str, dict[str, None]] = {}
    for name in ("skill_phrases.csv", "skill_usual.csv")[: 1 + starter]:
        content = (files("etl.ranking") / "data" / name).read_text(encoding="utf-8")
        for row in csv.DictReader(content.splitlines()):
            found.setdefault(row["label"], {}).update(dict.fromkeys(row["phrases"].split("|")))
    return {label: tuple(own) for label, own in found.items()}


def write_usual(folder: Path, out: Path) -> int:
    """Write the table of the starter ontology's English labels by the ESCO label that they match; their number.

    Raises:
        InputError, OntologyError: see `skill_texts`.
    """
    rows = []
    for skill in sorted(skill_texts(folder), key=lambda skill: skill.label):
        own = dict.fromkeys(other for other, _ in _with(skill))
        if own:
            rows.append({"label": skill.label, "phrases": "|".join(own)})
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("label", "phrases"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return sum(row["phrases"].count("|") + 1 for row in rows)


def skill_texts(folder: Path) -> list[SkillTexts]:
    """The skills of ESCO tables, with the labels that the starter ontology has for those that match exactly.

    Raises:
        InputError: a table is missing.
        OntologyError: a bad row.
    """
    from ontology.sources import read_source

    usual: dict[str, list[str]] = {}
    for concept in read_source("starter").concepts.values():
        for uri in concept.matches.get("exact", ()):
            usual.setdefault(uri, []).extend(x.text for x in concept.labels.values() if x.lang == "en")
    found = []
    for concept in read_source("esco", folder).concepts.values():
        if concept.type == "Skill":
            labels = {kind: [x.text for x in concept.labels.values() if x.kind == kind] for kind in _KINDS}
            own = tuple(dict.fromkeys(usual.get(concept.id, ())))
            description = concept.descriptions.get("en", "")
            found += [
                SkillTexts(label, tuple(labels["alternative"]), description, own) for label in labels["preferred"]
            ]
    return found


def skill_pairs(skills: Sequence[SkillTexts], *, seed: int = 0, framed: int = 2, plain: int = 1500) -> list[Pair]:
    """Pairs of an anchor and a preferred label; the group is the label.

    Args:
        framed: how many frames each phrase is put in, beside the phrase alone.
        plain: how many labels, drawn at random, are paired with another form of themselves.
    """
    dice = random.Random(seed)
    known = {skill.label for skill in skills}
    said = [(phrase, label) for label, own in phrases().items() if label in known for phrase in own]
    pairs = [Pair(anchor, label, label) for anchor, label in _said(said, framed, dice)]
    for skill in skills:
        pairs += [Pair(anchor, skill.label, skill.label) for anchor in _described(skill, dice)]
        pairs += [Pair(anchor, skill.label, skill.label) for anchor, _ in _said(_with(skill), 0, dice)]
    for skill in dice.sample(list(skills), min(plain, len(skills))):
        pairs.append(Pair(_frame(_inflected(skill.label, dice), dice), skill.label, skill.label))
    return pairs


def _said(said: list[tuple[str, str]], framed: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    for phrase, label in said:
        yield phrase, label
        for _ in range(framed):
            if dice.random() < 0.3:
                pair = [phrase, dice.choice(said)[0]]
                dice.shuffle(pair)
                yield _frame(dice.choice(_JOINS).format(*pair), dice), label
            else:
                yield _frame(phrase, dice), label


def _with(skill: SkillTexts) -> list[tuple[str, str]]:
    return [(other, skill.label) for other in skill.usual if other.lower() != skill.label.lower()]


def _described(skill: SkillTexts, dice: random.Random) -> Iterator[str]:
    """An alternative label that differs from the preferred one by more than an ending, or the first sentence."""
    stem = _stems(skill.label)
    others = [other for other in dict.fromkeys(skill.alternatives) if _stems(other) != stem]
    if others:
        other = dice.choice(others)
        yield other if dice.random() < 0.5 else _frame(other, dice)
    elif skill.description:
        yield re.split(r"(?<=[.!?])\s", skill.description.strip())[0][:200]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z0-9+#]+", text.lower()))


def _inflected(label: str, dice: random.Random) -> str:
    """`manage staff` as `managing staff` in half of the cases; without a bracket of homonyms."""
    label = re.sub(r"\s*\([^)]*\)$", "", label)
    verb = _VERB.match(label)
    if verb and dice.random() < 0.5:
        word = verb[1]
        word = word[:-1] if word.endswith("e") and not word.endswith("ee") else word
        return f"{word}ing{label[verb.end(1) :]}"
    return label


def _frame(text: str, dice: random.Random) -> str:
    return dice.choice(_FRAMES).format(text)
