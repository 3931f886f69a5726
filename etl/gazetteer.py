"""Skills by dictionary: every label of the ontology, found in one pass (Aho-Corasick) and checked by rules.

Rules: word boundaries for Latin script (a version number or a plural s may follow); labels that are everyday words
count only in the case they are written in (`case` in `data/common_words.csv`), or only beside other skills, in a skills
section or in Chinese text (`list`), or never (`never`); the longest label wins where several overlap.
Aho and Corasick, "Efficient string matching", 1975.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from etl.model import Mention, Section, Span
from etl.sections import section_at
from etl.text import is_han, lower, table
from ontology.vocabulary import Term, Vocabulary

NAME = "gazetteer/1"
_SCHEMES = {"starter": 0, "esco": 1, "onet": 2}
_KINDS = {"preferred": 0, "alternative": 1, "hidden": 2}
_SEPARATORS = " \t,，、;；/|·•()（）:：&+●▪"
#: Punctuation of Chinese text: what stands beside it is written in Chinese.
_CHINESE_MARKS = "，、；：。（）【】《》"
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
#: Before a tool with an everyday name: `using Excel`, `Microsoft Access`, `knowledge of R`.
_CUES = re.compile(
    r"(?:\b(?:microsoft|ms|using|use of|proficient (?:in|with)|knowledge of|experience (?:in|with)|skilled in|"
    r"familiar with|"
    r"programming in|written in|languages?|tools?|software)[:\s]+|[熟悉精通掌握了解使用运用会懂用])$"
)


#: `C & C Studios`, `R&D`: a letter beside an ampersand is no language.
_AMPERSAND = re.compile(r"[A-Za-z]\s?&|&\s?[A-Za-z]")


#: Behind these a capital begins a person's role or the name of a house, not of a tool.
_BEFORE_A_ROLE = frozenset(
    (
        "the",
        "our",
        "your",
        "their",
        "his",
        "her",
        "and",
        "for",
        "from",
        "under",
        "assistant",
        "deputy",
        "vice",
        "senior",
    )
)


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: str
    forms: frozenset[str]  # spellings as written in the ontology, for the rules on case
    rule: str  # "", "case" or "list"
    weight: float


class Gazetteer:
    """Finds the labels of one vocabulary's skills. Immutable after it is built; build one per process."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        rules = _rules()
        entries: dict[str, _Entry] = {}
        short: dict[str, _Entry] = {}
        for term in sorted(vocabulary.of_type("Skill"), key=_priority):
            concept = vocabulary.canonical(term.concept)
            written = unicodedata.normalize("NFKC", term.text).strip()
            for form in _forms(written):
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
                    store[key] = _Entry(concept, frozenset((form,)), rule, weight - 0.1 * (term.kind == "hidden"))
                elif known.concept == concept:
                    store[key] = _Entry(concept, known.forms | {form}, known.rule, known.weight)
        self._keys = list(entries)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(self._keys) if self._keys else None
        self._short = short
        self._short_pattern = (
            re.compile(
                r"(?<![A-Za-z0-9_+#.&'’-])(?:"
                + "|".join(re.escape(k) for k in sorted(short, key=len, reverse=True))
                + r")(?![A-Za-z0-9_+#&'’]|[-.][A-Za-z0-9])"
            )
            if short
            else None
        )

    def __len__(self) -> int:
        return len(self._keys) + len(self._short)

    def find(self, text: str, sections: tuple[Section, ...] = (), taken: Iterable[Span] = ()) -> list[Mention]:
        """The skill mentions of a text, in order and without overlap; nothing that touches a `taken` span.

        `sections` tell where a skills section is; without them none is assumed.
        """
        folded = _fold(text)
        hits: list[tuple[int, int, _Entry]] = []
        if self._automaton is not None:
            entries = self._entries
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                if _bounded(folded, start, end):
                    hits.append((start, end, entries[index]))
        if self._short_pattern is not None:
            for match in self._short_pattern.finditer(text):
                entry = self._short[match[0]]
                if len(match[0]) == 1 and _AMPERSAND.search(text[max(0, match.start() - 3) : match.end() + 3]):
                    continue
                hits.append((match.start(), match.end(), entry if entry.rule else _listed(entry, match[0])))
        blocked = sorted((span.start, span.end) for span in taken)
        chosen = _longest(hits, blocked)
        sure = [
            (s, e) for s, e, entry in chosen if entry.rule == "" or (entry.rule == "case" and text[s:e] in entry.forms)
        ]
        found = []
        for start, end, entry in chosen:
            if entry.rule == "" or self._accept(text, start, end, entry, sure, sections):
                confidence = entry.weight if entry.rule == "" else entry.weight - 0.1
                found.append(Mention("skill", Span(start, end), text[start:end], NAME, confidence, entry.concept))
        return found

    def _accept(
        self,
        text: str,
        start: int,
        end: int,
        entry: _Entry,
        sure: list[tuple[int, int]],
        sections: tuple[Section, ...],
    ) -> bool:
        written = text[start:end]
        in_skills = bool(sections) and section_at(sections, start) == "skills"
        before, after = text[start - 1 : start], text[end : end + 1]
        chinese = any(side and (is_han(side) or side in _CHINESE_MARKS) for side in (before, after))
        cased = written in entry.forms or (written.isupper() and len(written) > 3)
        cased = cased or (entry.rule == "list" and written.lower() in entry.forms)
        listed = before in _SEPARATORS and after in _SEPARATORS + ".。\n" and _near(text, start, end, sure)
        if not cased:
            # all lower case: only in a list of other skills; among Chinese, hardly anything else (`hive、spark等`)
            return len(written) > 2 and (chinese or (in_skills and listed and entry.rule == "case"))
        if entry.rule == "case" or _named_in_a_sentence(text, start, written):
            return True
        cue = bool(_CUES.search(text[max(0, start - 30) : start].lower()))
        if _inside_phrase(text, start, sure) and not (cue or chinese):
            return False  # `Pastry Chef` among the skills of a cook is no tool
        return in_skills or chinese or listed or cue


def _named_in_a_sentence(text: str, start: int, written: str) -> bool:
    """A capital in the middle of a lower-case sentence is a name: `eleven Excel reports`, not `the Director`."""
    if len(written) < 4 or not written[0].isupper() or written.isupper():
        return False
    before = re.search(r"[a-z,] ([a-z]{3,}) $", text[max(0, start - 25) : start])
    return before is not None and before[1] not in _BEFORE_A_ROLE


def _inside_phrase(text: str, start: int, sure: list[tuple[int, int]]) -> bool:
    """Another word than a conjunction stands right before, and that is no skill itself."""
    before = re.search(r"([^\W\d_]+) $", text[max(0, start - 25) : start])
    if before is None or before[1].lower() in ("and", "or", "in", "with", "of", "using"):
        return False
    return not any(last == start - 1 for _, last in sure)


def _one_word_tool(term: Term, low: str) -> bool:
    """O*NET names of software are often everyday words (`Analyze`, `Route`): they count as they are written only."""
    return term.scheme == "onet" and low.isalpha()


def _listed(entry: _Entry, written: str) -> _Entry:
    """Single letters need context, two capitals (`UX`) are sure enough."""
    if len(written) == 1 or not written.isupper():
        return _Entry(entry.concept, entry.forms, "" if written[-1] in "+#" else "list", entry.weight)
    return entry


def _near(text: str, start: int, end: int, sure: list[tuple[int, int]]) -> bool:
    """Another skill stands beside this one, with nothing but separators or one other word between."""
    for first, last in sure:
        gap = text[last:start] if last <= start else text[end:first]
        if (last <= start or first >= end) and len(gap) <= 24 and "." not in gap:
            if gap.strip().lower() in ("and", "or", "和", "或", "及", "与"):
                return True
            words = gap.strip(_SEPARATORS + "\n").split()
            if len(words) <= 1 and any(c in gap for c in ",，、;；/|·•&\n"):
                return True
    return False


def _longest(hits: list[tuple[int, int, _Entry]], blocked: list[tuple[int, int]]) -> list[tuple[int, int, _Entry]]:
    chosen: list[tuple[int, int, _Entry]] = []
    reach, at = 0, 0
    for start, end, entry in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start < reach:
            continue
        while at < len(blocked) and blocked[at][1] <= start:
            at += 1
        if at < len(blocked) and blocked[at][0] < end:
            continue
        chosen.append((start, end, entry))
        reach = end
    return chosen


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin words must not be cut; a plural s or a version number may follow (`APIs`, `Python3`, `SQL2008`)."""
    first, last = text[start], text[end - 1]
    if first.isalnum() and not is_han(first) and start:
        before = text[start - 1]
        if (before.isalnum() and not is_han(before)) or before in "_@#":
            return False
    if is_han(last) or end == len(text):
        return True
    after = text[end]
    if not (after.isalnum() and not is_han(after)) and after not in "_":
        if after == "+" and last.isalnum() and text[end + 1 : end + 2].isalnum():
            return end - start > 1  # `nginx+lua`; not the C of `C+`
        return not (after in "+#" and last.isalnum()) and after != "@"
    if not last.isalpha() or end - start < 3:
        return False
    if after == "s" and last != "s" and end - start > 3:
        return end + 1 == len(text) or not text[end + 1].isalnum() or is_han(text[end + 1])
    if after.isdigit():
        tail = end
        while tail < len(text) and (text[tail].isdigit() or text[tail] == "."):
            tail += 1
        return tail - end <= 4 and (tail == len(text) or not text[tail].isalpha() or is_han(text[tail]))
    return False


def _fold(text: str) -> str:
    """Lower case; a line break after a long line is a space, since labels wrap."""
    folded = lower(text)
    if "\n" not in folded:
        return folded
    parts = folded.split("\n")
    joined = [
        part + (" " if len(part) > 60 and nxt[:1].islower() else "\n")
        for part, nxt in zip(parts, [*text.split("\n")[1:], ""], strict=True)
    ]
    return "".join(joined)[: len(folded)]


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


def _priority(term: Term) -> tuple[int, int, str, str]:
    return _SCHEMES.get(term.scheme, 3), _KINDS[term.kind], term.concept, term.text


def _rules() -> dict[str, str]:
    rules: dict[str, str] = {}
    for row in table("common_words.csv"):
        for word in row["words"].split("|"):
            rules[word] = row["rule"]  # later rows are stricter on case: list over case over never
    return rules
