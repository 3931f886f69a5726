"""Seniority from the words of a title, else from years of experience."""

from __future__ import annotations

import re
from typing import cast

from etl.model import Seniority

#: First match wins: a `senior manager` is a manager, an `assistant director` is a manager, not a director.
_WORDS: tuple[tuple[Seniority, re.Pattern[str]], ...] = tuple(
    (cast(Seniority, level), re.compile(pattern, re.IGNORECASE))
    for level, pattern in (
        ("intern", r"\b(?:intern|internship|trainee|apprentice|working student|co-?op)\b|实习|见习|学徒|管培生"),
        (
            "executive",
            r"\b(?:ceo|cto|cfo|coo|cio|cmo|chro|cpo|president|founder|co-?founder|owner|partner|svp|evp)\b"
            r"|\bchief\b.*\bofficer\b|总裁|首席.{1,4}官|董事长|创始人|合伙人|^(?:常务|副)?总经理$|董事$",
        ),
        ("manager", r"\b(?:assistant|deputy|associate)\s+director\b|总监助理|副总监"),
        ("director", r"\b(?:director|vp|vice president|head of|avp)\b|总监|部长|院长|厂长|总工程师|总会计师"),
        ("junior", r"\bassistant\s+manager\b.*\btrainee\b"),
        ("junior", r"\bassistant to\b|助理$|经理助理|总监助理"),
        (
            "manager",
            r"\b(?:manager|mgr|superintendent|principal of)\b|(?<!客户)(?<!产品)(?<!项目)经理|主任(?!医师|"
            r"护师|药师)|店长|"
            r"处长|科长|所长|校长",
        ),
        ("lead", r"\b(?:lead|leader|team lead|principal|staff (?:software )?engineer|supervisor|foreman|head|chief)\b"
                 r"|组长|主管|负责人|领班|架构师|带头人|班长|主任(?:医师|护师|药师)|专家|首席"),
        ("senior", r"\b(?:senior|sr|expert|experienced|advanced|iii|iv)\b|高级|资深|中高级"),
        ("junior", r"\b(?:junior|jr|entry[- ]level|graduate|assistant|associate|helper|aide)\b|初级|助理|应届|"
        r"储备|校招"),
        ("mid", r"\b(?:mid[- ]?level|intermediate|ii)\b|中级|项目经理|产品经理|客户经理"),
    )
)  # fmt: skip


def seniority_of_title(title: str) -> Seniority | None:
    """The level that the words of a title tell, None if they tell none."""
    return next((level for level, pattern in _WORDS if pattern.search(title)), None)


def seniority_of_years(years: float | None) -> Seniority | None:
    """A rough level from years of experience: under 2 junior, under 5 mid, else senior."""
    if years is None:
        return None
    return "junior" if years < 2 else "mid" if years < 5 else "senior"


def seniority(title: str | None, years: float | None) -> Seniority | None:
    """From the title where it tells, else from the years."""
    return (seniority_of_title(title) if title else None) or seniority_of_years(years)
