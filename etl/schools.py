"""Schools: what looks like one, and where a subject ends and the school begins when nothing stands between
(`Social Work Green Valley University`).

Two things tell: many templates repeat the subject after the school, and subjects end with few words
(`Management`, `Studies`, `Engineering`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import Span
from etl.school_keys import well_known_names
from etl.text import HAN, table, trim

_KIND = (
    r"(?:University|College|Institute(?:[ \t]+of[ \t]+Technology)?|Academy|Polytechnic|School|Universität|"
    r"Université|IIT|MIT)"
)
_GENERAL = (
    r"(?:[A-Z][\w.'’&-]*[ \t]+(?:(?:of|and|&|de|the|for|at)[ \t]+)*){0,5}"
    rf"{_KIND}\b"
    r"(?:[ \t]+(?:of|Of|OF|at|for|in|and)[ \t]+(?:the[ \t]+)?[A-Z][\w.'’-]*(?:[ \t]+(?:(?:and|of|"
    r"&)[ \t]+)?[A-Z][\w.'’-]*){0,4}?"
    r"(?=[ \t]*(?:[,–\-|\n(;:]|$|City|\d)))?"
    r"|[\u4e00-\u9fff]{2,16}?(?:大学|学院|学校|中学|高中(?!学历)|党校|技校|研究院)(?:[\u4e00-\u9fff]{2,12}学院)?"
)
#: `IIT Bombay`, `TU Dresden`
_BY_TOWN = r"\b(?:IIT|IIM|IIIT|NIT)(?:,?[ \t-]+[A-Z][a-z]+|\b)|\bTU[ \t]+[A-Z][a-zü]+"


@lru_cache(maxsize=1)
def school_pattern() -> re.Pattern[str]:
    """What looks like the name of a school: a telling word, or a well-known name (`LSE`, `北大`)."""
    latin = "|".join(re.escape(name) for name in well_known_names() if not HAN.match(name))
    chinese = "|".join(name for name in well_known_names() if HAN.match(name) and len(name) <= 5)
    longer = rf"(?!(?:[ \t]+[\w&'’.-]+){{0,4}}[ \t]+{_KIND}\b)"
    return re.compile(
        rf"(?<!\w)(?:{latin})(?!\w){longer}|(?<![\u4e00-\u9fff])(?:{chinese})(?![\u4e00-\u9fff])|{_BY_TOWN}|{_GENERAL}"
    )


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    """The words that subjects end with."""
    return frozenset(word for row in table("subjects.csv") for word in row["words"].split("|"))


#: With these a name of a school goes on; none begins with them.
_INNER = re.compile(
    r"(?:Institutes?|School|Center|Centre|Academy|State|City|Community|Technical|Training|and|&|of|for|at|in)\b"
)
_UNIVERSITY_OF = re.compile(r"(?:The\s+)?University\s+(?i:of|at)\b")
_KEY = re.compile(r"\b(?:university|college|institute|academy|school|polytechnic)\b")
_WHOLE = re.compile(r"(?:The\s+)?(?:University|College)\s+(?i:of|at)\b|(?!(?:University|College|Polytechnic)\b)[A-Z]")


def split_school(text: str, span: Span, end: int, *, slotted: bool) -> tuple[Span | None, Span]:
    """(the subject that a span which looks like a school begins with, the school).

    Args:
        text: the text of the document.
        span: what looks like the name of a school.
        end: where the education section ends; until there the subject may stand once more.
        slotted: whether a subject is due here (after a degree and a colon or comma).
    """
    words = [(m.start() + span.start, m.end() + span.start) for m in re.finditer(r"\S+", text[span.start : span.end])]
    after = " ".join(text[span.end : min(end, span.end + 300)].split()).lower()
    split: int | None = None
    for index in range(1, len(words)):
        if not _begins_school(text, words[index][0], span.end):
            continue
        lead = " ".join(text[span.start : words[index - 1][1]].split()).lower()
        if len(lead) <= 3 or _KEY.search(lead) or lead.endswith((" of", " and", " for", " the", " &")):
            continue
        following = re.escape(text[words[index][0] : words[index][1]].lower())
        if re.search(rf"(?<!\w){re.escape(lead)}(?!\w)(?!\s+{following}(?!\w))", after):
            split = index
    parts = text[span.start : span.end].split()
    for size in range(2, len(parts) // 2 + 1):  # `Law Oakham University Oakham University`
        if split is None and slotted and len(parts) > 2 * size and parts[-size:] == parts[-2 * size : -size]:
            split = len(parts) - 2 * size
    if split is None and slotted:
        for index in range(1, len(words)):
            university = _UNIVERSITY_OF.match(text, words[index][0], span.end) is not None
            told = university or _ends_subject(text, words[index - 1])
            if told and _begins_school(text, words[index][0], span.end):
                split = index
    if split is None:
        return None, span
    return trim(text, span.start, words[split - 1][1]), Span(words[split][0], span.end)


def once(text: str, span: Span) -> Span:
    """A school or subject that stands twice in a row, once; and without the word for a date that stands before it."""
    before = re.match(
        r"(?:(?:Current|Present|Expected|In Progress|[A-Z][a-z]{2}\.)\s+)+(?=[A-Z])", text[span.start : span.end]
    )
    if before and not before[0].startswith("St."):
        span = Span(span.start + before.end(), span.end)
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[span.start : span.end])]
    half = len(words) // 2
    told = text[span.start : span.end].split()
    if half and len(words) == 2 * half and told[:half] == told[half:]:
        return Span(span.start, span.start + words[half - 1][1])
    return span


def _begins_school(text: str, start: int, end: int) -> bool:
    rest = text[start:end]
    return bool(_WHOLE.match(rest) and not _INNER.match(rest) and school_pattern().search(rest))


def _ends_subject(text: str, word: tuple[int, int]) -> bool:
    return is_subject_word(text[word[0] : word[1]])


def is_subject_word(word: str) -> bool:
    """Whether subjects end with the word: `Management`, `Studies`."""
    return re.split(r"[/&-]", word.strip(".,;").lower())[-1] in _subjects()
