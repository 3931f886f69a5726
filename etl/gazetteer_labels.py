"""What the gazetteer looks for: every spelling of every label of a skill, and the rule that it is under.

Labels that are everyday words count only in the case they are written in (`case` in `data/common_words.csv`), or only
in the company of other skills (`list`), or never (`never`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from etl.text import is_han, lower, table
from ontology.vocabulary import Term, Vocabulary, priority

_KINDS = {"preferred": 0, "alternative": 1, "hidden": 2}
_JOINTS = re.compile(r"[\s.-]+")
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a spelling stands for."""

    concept: str
    forms: frozenset[str]  # spellings as written in the ontology, for the rules on case
    rule: str  # "", "case" or "list"
    weight: float


def read_labels(vocabulary: Vocabulary) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """(what is looked for in lower case, Latin spellings of one or two letters as they are written)."""
    rules = _rules()
    entries: dict[str, Entry] = {}
    short: dict[str, Entry] = {}
    for term in sorted(vocabulary.of_type("Skill"), key=_priority):
        concept = vocabulary.canonical(term.concept)
        for form in _forms(_written(term)):
            low = lower(form)
            rule = rules.get(low, "")
            latin = not any(map(is_han, low))
            if rule == "never" or not low or (latin and not any(c.isalpha() for c in low)):
                continue
            if latin and rule == "" and term.scheme != "starter" and (len(low) <= 3 or _one_word_tool(term, low)):
                rule = "case"
            store = short if latin and len(low) <= 2 else entries
            key = form if store is short else low
            if not latin and len(low) < 2:
                continue
            known = store.get(key)
            if known is None:
                weight = 0.95 if term.scheme == "starter" else 0.85
                store[key] = Entry(concept, frozenset((form,)), rule, weight - 0.1 * (term.kind == "hidden"))
            elif known.concept == concept:
                store[key] = Entry(concept, known.forms | {form}, known.rule, known.weight)
    return entries, short


def respelt(vocabulary: Vocabulary, terms: Iterable[Term]) -> tuple[dict[str, Entry | None], dict[str, Entry | None]]:
    """What `read_labels` gives for the spellings of some terms, None where nothing is spelt so (any more)."""
    forms = {form for term in terms for form in _forms(_written(term))}
    stems = tuple({_stem(form) for form in forms})
    initials = {stem[:1] for stem in stems}
    rivals = tuple(
        term
        for term in vocabulary.of_type("Skill")
        # Most begin with another letter; text beyond ASCII may have another normal form, so it is looked at.
        if (not term.text.isascii() or term.text.lstrip(" .-")[:1].lower() in initials)
        and _stem(_written(term)).startswith(stems)
    )
    entries, short = read_labels(Vocabulary(rivals, "", vocabulary.aliases))
    return {low: entries.get(low) for low in map(lower, forms)}, {form: short.get(form) for form in forms}


def _written(term: Term) -> str:
    return unicodedata.normalize("NFKC", term.text).strip()


def _stem(form: str) -> str:
    """What a label begins with that has this form: they differ in what joins their parts, and in a note behind."""
    return _JOINTS.sub("", lower(form))


def _forms(label: str) -> list[str]:
    """A label and the ways of writing it: without a note in brackets, with hyphen, space or nothing between parts."""
    label = re.sub(r"\s+", " ", label)
    forms = {label: None}
    bare = _PARENTHESES.sub("", label)
    if bare and len(bare) > 1:
        forms[bare] = None
    for form in list(forms):
        if any(map(is_han, form)):
            if re.search(r"[A-Za-z] [\u4e00-\u9fff]|[\u4e00-\u9fff] [A-Za-z]", form):
                forms[form.replace(" ", "")] = None
            continue
        if len(form) > 40 or len(form.split()) > 4:
            continue
        if "-" in form:
            forms[form.replace("-", " ")] = None
            forms[form.replace("-", "")] = None
        elif " " in form and len(form.split()) == 2:
            forms[form.replace(" ", "-")] = None
        if re.search(r"\w\.\w", form) and len(form) > 4:
            forms[form.replace(".", " ")] = None
            forms[form.replace(".", "")] = None
    return list(forms)


def _one_word_tool(term: Term, low: str) -> bool:
    """O*NET names of software are often everyday words (`Analyze`, `Route`): they count as they are written only."""
    return term.scheme == "onet" and low.isalpha()


def _priority(term: Term) -> tuple[int, int, str, str]:
    return priority(term.scheme), _KINDS[term.kind], term.concept, term.text


def _rules() -> dict[str, str]:
    rules: dict[str, str] = {}
    for row in table("common_words.csv"):
        for word in row["words"].split("|"):
            rules[word] = row["rule"]  # later rows are stricter on case: list over case over never
    return rules
