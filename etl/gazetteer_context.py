"""Whether a word that may be a skill is meant as one, by what stands around it: case, lists, cues, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.gazetteer_labels import Entry
from etl.model import Section
from etl.sections import section_at
from etl.text import BULLET, is_han

#: Weight of a label of the starter ontology, which holds no other tools than people name in their skills.
_OWN = 0.9
_LIST_GAP = re.compile(r"\s?[,，、/;；&]\s?(?:and\s)?|\sand\s|[和与及]")
_SEPARATORS = " \t,，、;；/|·•()（）:：&+●▪"
#: Punctuation of Chinese text: what stands beside it is written in Chinese.
_CHINESE_MARKS = "，、；：。（）【】《》"
#: Before a tool with an everyday name: `using Excel`, `Microsoft Access`, `knowledge of R`.
_CUES = re.compile(
    r"(?:\b(?:microsoft|ms|using|used?|uses|utili[sz](?:ed|ing)|use of|proficien(?:t|cy) (?:in|with)|knowledge of|"
    r"experience (?:in|with)|skilled in|familiar with|(?:advanced|intermediate|basic) (?:in|with)|"
    r"programming in|(?:written|services|apis?|backends?|scripts) in|languages?|tools?|software)[:\s]+"
    r"|[熟悉精通掌握了解使用运用会懂用]\s?)$"
)
#: Behind these a capital begins a person's role or the name of a house, not of a tool.
_BEFORE_A_ROLE = frozenset([
    "the", "our", "your", "their", "his", "her", "and", "for", "from", "under", "assistant", "deputy", "vice", "senior",
])  # fmt: skip


#: At the beginning of a sentence these are verbs or nouns, if such a word follows: `React quickly`, `Access to`.
_PLAIN_WORDS = frozenset([
    "react", "express", "swing", "bash", "dash", "spark", "spring", "storm", "unity", "rust", "swift", "go", "rest",
    "excel", "access", "word", "project", "exchange", "teams", "sketch", "zoom", "slack", "notion", "animate", "play",
    "salt", "toast", "flash", "lever", "mint", "shell", "eclipse", "echo", "bootstrap", "hive", "impala", "scratch",
])  # fmt: skip
_GOES_ON = re.compile(
    r"[ ](?:(?!daily|weekly|monthly|only)[a-z]{2,}ly|to|at|of|the|an?|our|your|their|his|her|its|all|any|each|every|"
    r"above|beyond|out|over|ahead|through|under)\b"
)
#: The beginning of another name.
_OTHER_NAME = re.compile(
    r"word ?perfect|word process|spring (?:semester|break|term|quarter|\d{4})|"
    r"access (?:control|point|management|right)|project manage|go[ -]live|shell company",
    re.I,
)
#: Also names of houses: alone in a line they may be an employer or a client.
_HOUSES = frozenset(["oracle", "shell", "apache"])


def is_meant(
    text: str,
    start: int,
    end: int,
    entry: Entry,
    sure: list[tuple[int, int]],
    sections: tuple[Section, ...],
    peers: Sequence[tuple[int, int]] = (),
) -> bool:
    """Whether characters `start` to `end`, under a rule, mean the skill of their entry.

    Args:
        sure: where skills stand that are under no rule, or written as their rule asks.
        sections: those of the document, if they are known.
        peers: where names stand that are as doubtful as this: beside each other they are a list of tools.
    """
    written = text[start:end]
    in_skills = bool(sections) and section_at(sections, start) == "skills"
    before, after = text[start - 1 : start], text[end : end + 1]
    chinese = any(side and (is_han(side) or side in _CHINESE_MARKS) for side in (before, after))
    cased = written in entry.forms or (written.isupper() and len(written) > 3)
    cased = cased or (entry.rule == "list" and written.lower() in entry.forms)
    if cased and _plain_word(text, start, end, written):
        return False
    listed = before in _SEPARATORS and after in _SEPARATORS + ".。\n" and _near(text, start, end, sure)
    listed = listed or (cased and any(_side_by_side(text, start, end, peer) for peer in peers))
    if not cased:
        # all lower case: only in a list of other skills; among Chinese, hardly anything else (`hive、spark等`)
        return len(written) > 2 and (chinese or (in_skills and listed and entry.rule == "case"))
    if entry.rule == "case" or _named_in_a_sentence(text, start, written):
        return True
    cue = bool(_CUES.search(text[max(0, start - 30) : start].lower()))
    if _inside_phrase(text, start, sure) and not (cue or chinese):
        return False  # `Pastry Chef` among the skills of a cook is no tool
    return in_skills or chinese or listed or cue or _alone_in_an_item(text, start, end, entry)


def is_peer(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether this may be an item of a list of tools with everyday names: a word of our own as it is written."""
    return entry.rule == "list" and entry.weight >= _OWN and end - start > 3 and text[start:end] in entry.forms


def _side_by_side(text: str, start: int, end: int, peer: tuple[int, int]) -> bool:
    """`Excel, Access` or `Excel and Access`, both as they are written."""
    first, last = peer
    gap = text[last:start] if last <= start else text[end:first]
    return (first, last) != (start, end) and bool(_LIST_GAP.fullmatch(gap)) and text[first:last] != text[start:end]


def _plain_word(text: str, start: int, end: int, written: str) -> bool:
    """Another name (`Word Perfect`), or a capital only from the beginning of a sentence (`React quickly to change`)."""
    if written.lower() not in _PLAIN_WORDS or not written[0].isupper() or written[1:] != written[1:].lower():
        return False
    if _OTHER_NAME.match(text, start):
        return True
    if not _GOES_ON.match(text, end):
        return False
    before = text[max(0, start - 8) : start]
    return not before or bool(re.search(r"[\n.!?;:][ \t]*$", before)) or bool(BULLET.fullmatch(before.rsplit("\n")[-1]))


def _alone_in_an_item(text: str, start: int, end: int, entry: Entry) -> bool:
    """All that a list item says (`• Excel`), under a name that is our own label's."""
    if entry.weight < _OWN or end - start < 2 or text[start:end].lower() in _HOUSES:
        return False
    mark = text[text.rfind("\n", 0, start) + 1 : start]
    rest = text[end:].partition("\n")[0] if "\n" in text[end : end + 4] else text[end : end + 4]
    return bool(mark.strip()) and bool(BULLET.fullmatch(mark)) and not rest.strip(" .,;，。；")


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
            if last <= start and gap.strip() in ("(", "（", ":", "："):
                return True  # `Microsoft Office (Word`
            if gap.strip().lower() in ("and", "or", "和", "或", "及", "与"):
                return True
            words = gap.strip(_SEPARATORS + "\n").split()
            if len(words) <= 1 and any(c in gap for c in ",，、;；/|·•&\n"):
                return True
    return False
