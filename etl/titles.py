"""Job titles: where one stands in a line, and what of it names the occupation."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import Span
from etl.text import HAN, norm, table, trim

_CONNECTORS = frozenset(
    ["of", "and", "&", "to", "for", "in", "the", "at", "-", "–", "/", "|", "de", "or", "with,", "a"]
)
#: A capitalised word with which the first sentence of a description starts, right after a title in the same line.
_VERB = re.compile(
    r"(?:[A-Z][a-z]+(?:ed|ing)|Manage|Provide|Responsible|Assist|Led|Develop|Maintain|Create|I|My|The|Our)$"
)
_GENDER = re.compile(
    r"[(（\[]\s?(?:m\s?/\s?[fw]|f\s?/\s?m|w\s?/\s?m|all genders|d\s?/\s?f)[^)\]）]*[)\]）]|\bm/[fw](?:/[dx])?\b", re.I
)
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?")
_CODES = re.compile(r"^[A-Z]{2,6}\d{2,}[-_：: ]+|#\d+|\b(?:req|ref|job)\s?(?:id|no|#)?\.?\s?\d{3,}\b|\b\d{4,}\b", re.I)
_PAY = re.compile(
    r"[$€£￥]?\s?\d[\d.,]*\s?[kK万千元]?\s?[-~至–]\s?[$€£￥]?\s?\d[\d.,]*\s?(?:[kK](?![A-Za-z])|万|千|元)(?:/[年月日天])?起?|\d+[kK](?![A-Za-z])起?|\d+薪"
)
_NOISE = re.compile(
    r"\b(?:urgent(?:ly)?|hiring|wanted|needed|required|immediate start|full[- ]?time|part[- ]?time|contract|permanent|"
    r"temporary|remote|hybrid|on-?site|work from home|w2|opening|vacancy|position|job|night shift|day shift|"
    r"start(?:ing)? (?:now|immediately)|no experience|entry[- ]level|opportunity)\b"
    r"|急招|急聘|诚聘|高薪|双休|五险一金|六险一金|包吃住|包吃|包住|可内训|接受应届生|应届生|无经验|可远程|远程|外包|驻场|全职|兼职|校招|社招|"
    r"提供住宿|带薪|周末双休|不加班|弹性工作|年薪|月薪|底薪|上市公司|外企|直招|招聘|岗位|方向$",
    re.I,
)
_LEVEL = re.compile(
    r"\b(?:senior|sr|junior|jr|lead|principal|staff|mid[- ]?level|experienced|graduate|trainee|intern(?:ship)?|"
    r"entry[- ]level|i{1,3}|iv|v|1|2|3|l\d)\b\.?|高级|资深|初级|中级|中高级|实习(?:生)?|助理(?=.{2,}师)|储备|"
    r"见习|首席|[（(].*?[）)]",
    re.I,
)


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words: dict[str, str] = {row["lang"]: row["heads"] for row in table("title_heads.csv")}
    en = "|".join(re.escape(w) for w in sorted(words["en"].split("|"), key=len, reverse=True))
    zh = "|".join(re.escape(w) for w in sorted(words["zh"].split("|"), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{en}|[a-z]+ologist)s?\b(?!['’])", re.I),
        re.compile(rf"(?:{zh})(?![的了])"),
    )


def has_title_head(text: str) -> bool:
    """Whether a word stands in the text that titles end with (`engineer`, `经理`)."""
    english, chinese = _heads()
    return bool(english.search(text)) or bool(chinese.search(text))


def find_title(text: str, start: int, end: int) -> Span | None:
    """The title that a stretch of a header line is or starts with; None without a telling word.

    English: words up to the last telling word before running text begins. Chinese: up to the last telling ending.
    """
    english, chinese = _heads()
    if HAN.search(text, start, end):
        last = None
        for match in chinese.finditer(text, start, end):
            last = match
        if last is not None:
            first = max((text.rfind(mark, start, last.start()) for mark in "，,。；;|：: \t　"), default=-1)
            span = trim(text, max(start, first + 1), last.end())
            return Span(span.start + (text[span.start] == "任"), span.end)
    words = list(re.finditer(r"[^\s]+", text[start:end]))
    reach = start
    for index, word in enumerate(words[:11]):
        token = word[0].strip(",;:()|")
        if index and _VERB.match(token) and reach > start:
            break
        if index and token[:1].islower() and token not in _CONNECTORS and not english.fullmatch(token):
            break
        if english.search(word[0]) or (reach > start and re.fullmatch(r"(?:I{1,3}|IV|V|\d|I/II)[,.]?", word[0])):
            reach = start + word.end()
    return trim(text, start, reach, "(") if reach > start else None


def begins_description(text: str, start: int, end: int) -> Span | None:
    """The title at the head of a description that goes on with what was done: `HR Generalist Hired …`."""
    title = find_title(text, start, min(end, start + 80))
    if title is None or title.start != start:
        return None
    after = re.match(r"\s*[-–—:]\s|\s+(?P<word>[A-Z][a-z]+)", text[title.end : end])
    if after is None or (after["word"] and not _VERB.match(after["word"])):
        return None
    return title


@lru_cache(maxsize=100_000)
def plain_title(title: str) -> str:
    """A title without brackets, pay, places after a dash, recruiting noise and job codes; still with its level.

    `Senior Java Developer (Remote) - Berlin` becomes `senior java developer`.
    """
    plain = _GENDER.sub(" ", title)
    plain = _PAY.sub(" ", _CODES.sub(" ", plain))
    without = _BRACKETS.sub(" ", plain)
    plain = without if norm(without) else plain
    parts = [
        p
        for p in re.split(
            r"\s+[-–—|@]+\s+|\s*[|｜]\s*|[-—–－](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[-—–－_/／、]", plain
        )
        if p.strip()
    ]
    headed = [p for p in parts if has_title_head(p)]
    plain = (headed or parts or [plain])[0]
    plain = (
        re.split(r"\s+(?:at|for|in)\s+(?=[A-Z])|,\s", plain)[0] if has_title_head(re.split(r",\s", plain)[0]) else plain
    )
    cleaned = norm(_NOISE.sub(" ", plain)).strip(" -–/,.:：·*")
    return cleaned if any(c.isalnum() for c in cleaned) else norm(title)


@lru_cache(maxsize=100_000)
def base_title(title: str) -> str:
    """A plain title without its level too: `senior java developer` becomes `java developer`."""
    plain = plain_title(title)
    base = norm(_LEVEL.sub(" ", plain)).strip(" -–/,.:")
    return base or plain
