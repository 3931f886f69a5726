"""Employers: one key for the many ways of writing a company, and where one stands in a line."""

from __future__ import annotations

import re

from etl.model import Span
from etl.text import norm, trim

#: How a masked employer reads in the public resume collections: not a company at all.
MASKED = re.compile(
    r"Company\s?Name(?:\s*(?:[-–—－|/,]|ï¼.?))?|Confidential(?: Company)?\b|某(?:某|知名|大型)?[\w]{0,6}公司"
)
_LEGAL = re.compile(
    r"\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|lp|plc|gmbh|ag|kg|se|sa|s\.a|sas|sarl|bv|"
    r"nv|oy|ab|as|aps|spa|s\.p\.a|srl|pte|pty|pvt|private|group|holdings?)\b\.?"
)
_LEGAL_ZH = re.compile(
    r"(?:股份)?(?:有限)?(?:责任)?公司|集团|控股|(?:总|分)(?:公司|部)|股份(?=$|有限)|有限合伙|\(有限合伙\)"
)
_BRANCH_ZH = re.compile(r"(?<=公司)[\u4e00-\u9fff]{2,8}(?:分公司|办事处|营业部|分部|子公司)$")
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
    r"(?:[A-Z][\w&'’.\-]*\s+(?:(?:of|and|the|for|&|de)\s+)?){0,6}"
    r"(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|PLC|plc|AG|Pte|Pvt|LLP|Group|Holdings|"
    r"Hospital|Clinic|University|College|School|Bank|Institute|Center|Centre|Hotel|Resort|Restaurant|Labs?|Technologies|"
    r"Systems|Solutions|Partners|Associates|Agency|Foundation|Department|Services|Consulting|Industries|Studios?|"
    r"Enterprises|Church|Airlines|Insurance|Pharmacy|Store|Ministry|Council|Authority|Logistics|Software|Networks|"
    r"Media|Ventures|Capital|Pharma|Pharmaceuticals|Motors|Energy|Foods|Cafe|Café|Kitchen|Bistro|Grill|Inn|Retail)\b\.?"
    r"(?:,?\s(?:Inc|LLC|Ltd|Co|Corp|Limited|GmbH|of [A-Z][\w]+(?: [A-Z][\w]+)?)\b\.?)*"
)  # fmt: skip


def company_key(name: str) -> str:
    """One key for the spellings of a company: without legal form, brackets, branch and punctuation.

    `Acme Widgets, Inc.` and `ACME WIDGETS` are `acme widgets`; `杭州青禾（集团）有限公司上海分公司` is `杭州青禾`.
    A name of which nothing would be left keeps its normal form.
    """
    plain = norm(name)
    key = _BRANCH_ZH.sub("", _BRACKETS.sub(" ", plain))
    key = _LEGAL_ZH.sub("", key)
    if re.search(r"[a-z]", key):
        key = _LEGAL.sub(" ", key)
    key = norm(re.sub(r"[^\w&+]+", " ", key))
    if re.search(r"[\u4e00-\u9fff]", key):
        key = key.replace(" ", "")
    return key or plain


def find_company(text: str, start: int, end: int) -> Span | None:
    """Where a company with a telling ending (`Ltd`, `Hospital`, `公司`, `银行` …) stands between two offsets."""
    chinese = _ZH.search(text, start, end)
    if chinese:
        return trim(text, chinese.start(), chinese.end())
    best: Span | None = None
    for match in _EN.finditer(text, start, end):
        span = trim(text, match.start(), match.end(), "'’")
        if " " in text[span.start : span.end] and (best is None or span.end - span.start > best.end - best.start):
            best = span
    return best


def is_masked(name: str) -> bool:
    """A placeholder instead of an employer."""
    return MASKED.fullmatch(name.strip()) is not None
