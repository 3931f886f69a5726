"""Degrees and the levels of education that they stand for, in English and Chinese."""

from __future__ import annotations

import re
from typing import cast, get_args

from etl.model import EducationLevel, Span

#: From the lowest to the highest.
LEVELS: tuple[EducationLevel, ...] = get_args(EducationLevel)
_OF = (
    r"(?i:\s*(?:of|in)\s*(?:Applied\s*)?(?:Science|Arts|Fine\s*Arts|Business(?:\s*Administration)?|Commerce|Engineering|Education|Technology|"
    r"Laws?|Nursing|Philosophy|Health\s*Administration|Public\s*(?:Health|Administration)|Social\s*Work|Music|Architecture|Computer\s*Applications?|Medicine|Pharmacy|Divinity|Accountancy|Accounting))?"
)
_DEGREES: tuple[tuple[str, str], ...] = (
    (
        "doctorate",
        rf"Ph\.?\s?D\b\.?|D\.?\s?Phil\b\.?|Doctor(?:ate)?\b{_OF}|Ed\.?D\b\.?|D\.?B\.?A\b\.?|Pharm\.?\s?D\b\.?|J\.?D\.?(?=\s|,|:|"
        rf"$)|M\.D\.|Juris Doctor|博士(?:研究生)?(?:学历|学位)?",
    ),
    (
        "master",
        rf"(?:Master|MASTER)(?:['’]?s)?\b{_OF}(?:\s*Degree)?|M\.\s?(?:S|A|B\.?A|Ed|Sc|Eng|Tech|Phil|C\.?A|P\.?A|P\.?H|Com|F\.?A)\b\.?|LL\.M\b\.?|(?:E?MBA|MSN|MSc|MPH|MSW|MPA|MCA|MFA|MEd|MEng|MPhil|MRes|MSci|MTech|LLM|MS|MA)\b(?!\s*(?:Office|Excel|Word|,\s*USA))|(?:硕士|研究生)(?:研究生)?(?:学历|学位)?",
    ),
    (
        "bachelor",
        rf"B\.?S\.?B\.?A\b\.?|(?:[Bb]achelor|BACHELOR|Baccalaureate)(?:['’]?s)?\b{_OF}(?:\s*[Dd]egree)?|B\.\s?(?:S|A|B\.?A|Ed|Sc|Eng?|Tech|Com|C\.?A|F\.?A|S\.?N|S\.?W|Arch|Pharm|E)\b\.?|LL\.B\b\.?|(?:BBA|BSc|BSN|BTech|B-?Tech|BCom|BCA|BFA|BEng|BEd|MBBS|LLB|BS|BA|BE)\b(?:/BS|/BA)?|(?:大学)?(?:统招)?(?:本科|[一二三]本(?=\s?(?:及|或|以)|学历)|本[一二三](?=\s?(?:及|或|以)|学历))(?:学历)?|学士(?:学位)?|大学(?:学历|文化|毕业|(?=及?以上))",
    ),
    (
        "associate",
        rf"Associate(?:['’]?s)?\b{_OF}(?:\s*[Dd]egree)?(?!\s*(?:Professor|Director|Manager|Editor|Producer))|A\.\s?(?:A\.?\s?S|A|S)\b\.?|(?:AAS|ADN|AA|AS)\b|高级文凭|副学士(?:学位)?|(?:大学)?(?:大专|专科|高职)(?:学历|文化)?",
    ),
    (
        "vocational",
        r"(?:Trade|Vocational)\s+(?:School|Certificate|Diploma|Training)|Apprenticeship|(?:(?:Post\s?Graduate|Higher|Advanced)\s+)?Diploma(?!\s*:?\s*High)|Certificate\b(?:\s+of\s+[A-Z]\w+)?|N\.?V\.?Q|(?:中专|中技|技校|职高|中职|技工(?!学校|院校))(?:学历|文化)?",
    ),
    (
        "secondary",
        r"High\s*[Ss]chool(?:\s*[Dd]iploma)?(?!\s*(?:Teacher|Students))|G\.?E\.?D\b\.?|Secondary\s+School|"
        r"A[- ]Levels?|(?:高中|初中)(?:学历|文化)?",
    ),
)
#: No degree begins within a word or an abbreviation (`EBS`, the second half of `B.S.B.A.`); `1.本科` is one.
_BEGINS = r"(?<![A-Za-z])(?<![A-Za-z]\.)"
#: The name of the group that matched is the level.
DEGREE = re.compile("|".join(f"(?P<{level}>{_BEGINS}(?:{pattern}))" for level, pattern in _DEGREES))
#: What a degree goes on with: `BSc (Hons)`.
HONOURS = re.compile(r"[ \t]*(?:[(（][ \t]*(?:Hons?|Honou?rs)\b\.?[ \t]*[)）]|\b(?:Hons|Honou?rs)\b)", re.IGNORECASE)


def level_of(text: str) -> EducationLevel | None:
    """The highest level that a text names."""
    found = [cast(EducationLevel, m.lastgroup) for m in DEGREE.finditer(text) if m.lastgroup]
    return max(found, key=LEVELS.index) if found else None


def levels_in(text: str, start: int, end: int) -> list[tuple[Span, EducationLevel]]:
    """All degrees named between two offsets, with their levels."""
    return [
        (Span(m.start(), m.end()), cast(EducationLevel, m.lastgroup))
        for m in DEGREE.finditer(text, start, end)
        if m.lastgroup
    ]
