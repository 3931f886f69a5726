"""Whether a word that may be a skill is meant as one, by what stands around it: case, lists, cues, sections."""

from __future__ import annotations

import re

from etl.gazetteer_labels import Entry
from etl.model import Section
from etl.sections import section_at
from etl.text import is_han

_SEPARATORS = " \t,，、;；/|·•()（）:：&+●▪"
#: Punctuation of Chinese text: what stands beside it is written in Chinese.
_CHINESE_MARKS = "，、；：。（）【】《》"
#: Before a tool with an everyday name: `using Excel`, `Microsoft Access`, `knowledge of R`.
_CUES = re.compile(
    r"(?:\b(?:microsoft|ms|using|use of|proficient (?:in|with)|knowledge of|experience (?:in|with)|skilled in|"
    r"familiar with|"
    r"programming in|written in|languages?|tools?|software)[:\s]+|[熟悉精通掌握了解使用运用会懂用])$"
)
#: Behind these a capital begins a person's role or the name of a house, not of a tool.
_BEFORE_A_ROLE = frozenset([
    "the", "our", "your", "their", "his", "her", "and", "for", "from", "under", "assistant", "deputy", "vice", "senior",
])  # fmt: skip


def is_meant(
    text: str,
    start: int,
    end: int,
    entry: Entry,
    sure: list[tuple[int, int]],
    sections: tuple[Section, ...],
) -> bool:
    """Whether characters `start` to `end`, under a rule, mean the skill of their entry.

    Args:
        sure: where skills stand that are under no rule, or written as their rule asks.
        sections: those of the document, if they are known.
    """
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
