"""Employers: one key for the many ways of writing a company, and where one stands in a line."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import Span
from etl.place_keys import is_place
from etl.text import norm, trim, unaccented
from etl.well_known import WellKnown

#: How a masked employer reads in the public resume collections: not a company at all.
MASKED = re.compile(
    r"Company\s?Name(?:\s*(?:[-–—－|/,]|ï¼.?))?|Confidential(?: Company)?\b|某(?:某|知名|大型)?[\w]{0,6}公司"
)
#: What ends the name of a company and says only what form it has in law.
_LEGAL = frozenset(
    (
        "incorporated", "inc", "corporation", "corp", "company", "co", "limited", "ltd", "llc", "llp", "lp", "plc",
        "gmbh", "ag", "kg", "se", "sa", "sas", "sarl", "bv", "nv", "oy", "oyj", "ab",
        "as", "aps", "spa", "srl", "pte", "pty", "pvt", "private", "group", "holding", "holdings", "kk",
    )
)  # fmt: skip
_LEGAL_ZH = re.compile(
    r"(?:股份)?(?:有限)?(?:责任)?公司|集团|控股|(?:总|分)(?:公司|部)|股份(?=$|有限)|有限合伙|\(有限合伙\)"
)
_BRANCH_ZH = re.compile(
    r"(?<=公司|银行)[\u4e00-\u9fff]{2,16}(?:分公司|办事处|营业部|分部|子公司|分行|支行|分理处|储蓄所)$"
)
_BRANCH = re.compile(r"\s*[,(–-]\s*[\w. ]+ (?:branch|representative office|rep\.? office)\)?$")
_INITIALS = re.compile(r"(?<![\w.])[a-z](?:\.[a-z])+\b\.?")
_SHORT_PAIR = re.compile(r"\b(\w{1,2}) & (\w{1,2})\b")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_ORG_ZH = (
    r"(?:(?:股份|责任)?有限(?:责任)?公司|集团(?:公司)?|(?:分|子|总)?公司|银行(?:[\u4e00-\u9fff]{0,8}[支分]行)?|医院|研究院|"
    r"研究所|设计院|事务所|工作室|出版社|学校|大学|学院|中学|小学|幼儿园|酒店|餐厅|饭店|超市|商场|工厂|[铁钢机电厂]厂|制造厂|"
    r"协会|委员会|基金会|中心|电视台|报社|物流园|门诊部|诊所|卫生院)"
)
_ZH = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9（）()·&\-]{{2,30}}?{_ORG_ZH}(?:(?:股份|控股|科技|实业)?有限(?:责任)?公司)?(?:[\u4e00-\u9fff]{{1,8}}(?:分公司|分行|支行|事业部))?"
)
_EN = re.compile(
    r"(?:[A-Z][\w&'’.\-]*\s+(?:(?:of|and|the|for|&|de)\s+|\([A-Z][\w.]*(?: [A-Z][\w.]*)?\)\s+)?){0,6}"
    r"(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|PLC|plc|AG|Pte|Pvt|LLP|Group|Holdings|"
    r"Hospital|Clinic|University|College|School|Bank|Institute|Center|Centre|Hotel|Resort|Restaurant|Labs?|Technologies|"
    r"Systems|Solutions|Partners|Associates|Agency|Foundation|Department|Services|Consulting|Industries|Studios?|"
    r"Enterprises|Church|Airlines|Insurance|Pharmacy|Store|Ministry|Council|Authority|Logistics|Software|Networks|"
    r"Media|Ventures|Capital|Pharma|Pharmaceuticals|Motors|Energy|Foods|Cafe|Café|Kitchen|Bistro|Grill|Inn|Retail)\b\.?"
    r"(?:,?\s(?:Inc|LLC|Ltd|Co|Corp|Limited|GmbH|of [A-Z][\w]+(?: [A-Z][\w]+)?)\b\.?)*"
)  # fmt: skip


def company_key(name: str) -> str:
    """One key for the spellings of a company: without legal form, brackets, branch, accents and punctuation.

    `Acme Widgets, Inc.` and `ACME WIDGETS` are `acme widgets`; `杭州青禾（集团）有限公司上海分公司` is `杭州青禾`.
    The Chinese and English names of companies that everybody knows are one, by a table of our own.
    A name of which nothing, or only a place, would be left keeps its normal form.
    """
    return _known().key(name)


def is_well_known(key: str) -> bool:
    """Whether a key is that of a company in our table, all names of which are known."""
    return key in _known().keys


@lru_cache(maxsize=1)
def _known() -> WellKnown:
    return WellKnown("companies.csv", _spelling)


def _spelling(name: str) -> str:
    plain = norm(name)
    key = _BRANCH_ZH.sub("", _BRACKETS.sub(" ", _BRANCH.sub("", plain)))
    key = _LEGAL_ZH.sub("", key)
    if re.search(r"[a-z]", key):
        key = _latin(key)
    key = norm(re.sub(r"[^\w&+]+", " ", key))
    if re.search(r"[\u4e00-\u9fff]", key):
        key = key.replace(" ", "")
        if is_place(key):  # `上海分公司`
            return plain
    return key or plain


def _latin(key: str) -> str:
    key = unaccented(key)
    key = re.sub(r"['’`´]", "", key).replace("a/s", "as")
    key = _INITIALS.sub(lambda match: match[0].replace(".", ""), key)
    key = re.sub(r"\s*&\s*|\s+and\s+", " & ", key)
    words = _SHORT_PAIR.sub(r"\1&\2", re.sub(r"[^\w&+]+", " ", key)).split()
    kept = words[1:] if words[:1] == ["the"] else words
    while len(kept) > 1 and (kept[-1] in _LEGAL or kept[-1] == "&"):
        kept = kept[:-1]
    return " ".join(words if not kept or (kept[0] in _LEGAL and len(kept) == 1) else kept)


def find_company(text: str, start: int, end: int) -> Span | None:
    """Where a company with a telling ending (`Ltd`, `Hospital`, `公司`, `银行` …) stands between two offsets."""
    chinese = _ZH.search(text, start, end)
    if chinese:
        return trim(text, chinese.start(), chinese.end())
    best: Span | None = None
    for match in _EN.finditer(text, start, end):
        span = trim(text, match.start(), match.end(), "'’")
        if set(re.findall(r"\w+", text[span.start : span.end].lower())) <= _LEGAL:
            continue
        if " " in text[span.start : span.end] and (best is None or span.end - span.start > best.end - best.start):
            best = span
    return best


def is_masked(name: str) -> bool:
    """A placeholder instead of an employer."""
    return MASKED.fullmatch(name.strip()) is not None
