"""The line under a posting's title that says it all: `某公司 · 上海 · 18-30K · 3-5年 · 本科`, `Leeds | £30k-£36k`."""

from __future__ import annotations

import re

from etl.model import Span
from etl.pay import is_pay
from etl.text import Line, trim

#: How far down such a line may stand.
_LINES = 5
_BARS, _DOTS = re.compile(r"[^|｜]+"), re.compile(r"[^·•]+")
_SHORT = re.compile(
    r"(?:经验)?(?:不限|应届生?|\d{1,2}(?:\s?[-~至]\s?\d{1,2})?\s?年(?:及?以上)?)(?:经验)?|经验不限|"
    r"(?:学历不限|中专|高中|大专|专科|本科|学士|硕士|博士)(?:及?以上)?(?:学历)?|\d{1,2}\+?\s?(?:years|yrs)"
)


def header_pieces(text: str, found: list[Line]) -> list[Span]:
    """The pieces of a header line that state pay, years or a level of education, each alone between separators."""
    pieces = []
    for line in found[:_LINES]:
        between = _BARS if "|" in line.text or "｜" in line.text else _DOTS
        parts = [trim(text, line.start + m.start(), line.start + m.end()) for m in between.finditer(line.text)]
        if len(parts) < 3:
            continue
        pieces += [p for p in parts if _SHORT.fullmatch(text, p.start, p.end) or is_pay(text[p.start : p.end])]
    return pieces
