"""Forms of a job title in which it may be found: without noise, without its level, and by its last words."""

from __future__ import annotations

import re

from etl.text import is_han, norm
from etl.titles import base_title, has_title_head, plain_title

#: Before a title these make another job of it.
_OTHER_JOB = frozenset(["assistant", "associate", "deputy", "vice", "trainee", "student", "apprentice", "volunteer"])
#: Between the titles of a double one.
_PARTS = re.compile(r"\s*[/&,;+、]\s*|\s+and\s+")
_TEACHER_ZH = re.compile(r"(?P<school>小学|初中|高中|中学|幼儿园).{0,6}(?:教师|老师)")


def forms(text: str) -> list[tuple[str, float]]:
    """A title as written, without noise, and without its level, with what an exact match of each is worth."""
    found = {norm(text): 1.0}
    found.setdefault(plain_title(text), 0.97)
    found.setdefault(base_title(text), 0.93)
    return [(form, worth) for form, worth in found.items() if form]


def tails(text: str) -> list[tuple[str, float]]:
    """Ever shorter endings of a title, down to two words: what is left of `google cloud program manager` is a title.

    Not where a word is cut off that makes another job of it (`assistant`).
    """
    title = base_title(text)
    found: list[tuple[str, float]] = []
    if is_han(title[-1:] or " "):
        return [(title[i:], 0.75) for i in range(1, max(1, len(title) - 3)) if not title[:i].endswith(("助理", "副"))]
    words = title.split()
    for i in range(1, len(words) - 1):
        if _OTHER_JOB.intersection(words[:i]):
            break
        found.append((" ".join(words[i:]), 0.75))
    return found


def parts(text: str) -> list[str]:
    """The titles of a double one (`Welder/Fabricator`); none of a single one."""
    if not _PARTS.search(text):
        return []
    return [part for part in _PARTS.split(text) if has_title_head(part)]


def trade(text: str) -> str | None:
    """A trade that the last word may name in full: `Production Welder`; in Chinese, the school of a teacher."""
    title = base_title(text)
    teacher = _TEACHER_ZH.search(title)
    if teacher:
        return teacher["school"] + "教师"
    words = title.split()
    if len(words) < 2 or _OTHER_JOB.intersection(words) or any(map(is_han, title)):
        return None
    return words[-1]


def bare_head(text: str) -> bool:
    """`Owner` or `Consultant` alone may be anything."""
    title = base_title(text)
    return " " not in title and not any(map(is_han, title)) and has_title_head(title)
