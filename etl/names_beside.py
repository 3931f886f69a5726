"""Names that something beside them tells: the same name in another script, a label of referees, a way to reach them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from etl.model import Mention, Span
from etl.names import latin_name
from etl.names_zh import NAME as ZH_NAME
from etl.names_zh import SURNAMES
from etl.text import HAN

Known = Callable[[str], bool]
_LATIN_BESIDE = re.compile(
    r"\s?(?:[(（/|｜·,，]|(?<=\s))\s?(?:英文名[:：]?\s?)?"
    r"(?P<n>[A-Z][\w'’.-]*(?:[ ,]{1,2}[A-Z][\w'’.-]*){0,3})\s?(?=$|[)）|｜/·,，\n])",
    re.MULTILINE,
)
_HAN_BESIDE = re.compile(rf"\s?[(（/|｜·,，]?\s?(?P<n>{ZH_NAME})\s?(?=$|[)）|｜/·,，\s])", re.MULTILINE)
#: Whoever stands behind these in a resume is somebody else, and no employer.
_REFEREE = re.compile(
    r"(?:(?<![\w-])(?:references?|referees?|recommended by|supervisor(?:['’]s)?(?: name)?|emergency contact"
    r"|next of kin)\s?[:：]|(?:证明人|推荐人|紧急联系人|联系人)\s?[:：])\s*",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?<![\w-])(?:contact(?: person| name)?|recruiter|(?:recruitment )?consultant|hiring manager|hr|attn\.?"
    r"|attention|posted by)\s?[:：]|联\s?系\s?人|招聘负责人|(?:招聘|猎头)顾问|人事(?:专员|经理)?"
    r"|(?:联系|咨询)(?:方式|电话)|电话|手机|HR(?=[\s:：—-]{0,3}[\u4e00-\u9fff]))[-\s—:：]*",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:contact|reach out to|get in touch with|(?:cv|resume|application)s? to|speak to|ask for|e-?mail|call)\s+",
    re.IGNORECASE,
)
_ADDRESSED = r"(?=先生|女士|小姐)"
_ZH_CONTACT = re.compile(
    rf"(?P<n>(?:{ZH_NAME}|[{SURNAMES}])(?=先生|女士|小姐|老师|经理|主管|总监))"
    rf"|(?<=[:：\s])(?P<w>{ZH_NAME})(?=$|[\s,，;；。、（(\d*])",
    re.MULTILINE,
)
_ONE = rf"[{SURNAMES}][\u4e00-\u9fff]{{0,2}}"
#: `0755-12345678-林小姐`, `林小姐 0755-…`
_BY_NUMBER = re.compile(
    rf"(?:\d{{7,8}}|\*{{4,}}|[)）])[转\d]*[\s,，(（－—-]*(?P<n>{_ONE}){_ADDRESSED}"
    rf"|(?<![\u4e00-\u9fff])(?P<w>{_ONE})(?=(?:先生|女士|小姐)[\s:：,，(（]*(?:电话|手机|微信|\+?\d{{3}}|\*{{4}}))"
)
_BEFORE_EMAIL = re.compile(
    r"(?P<n>(?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)[\s(<,:–—-]{0,4}(?:[Ee]-?mail:?\s?|(?<=[\s(]|<|,|:|-))$"
)


def other_scripts(text: str, names: Sequence[Span], known: Known) -> Iterator[tuple[Span, float]]:
    """`林若曦 (Ruoxi Lin)`, `Ruoxi Lin 林若曦`: the name beside a name that is written in another script."""
    for name in names:
        pattern = _LATIN_BESIDE if HAN.search(text, name.start, name.end) else _HAN_BESIDE
        match = pattern.match(text, name.end)
        if match is None:
            continue
        span = Span(*match.span("n"))
        if pattern is _HAN_BESIDE:
            if not known(match["n"]):
                yield span, 0.85
        elif latin_name(text, span.start, span.end, known, words=1) == span:
            yield span, 0.85


def referees(text: str, known: Known) -> Iterator[tuple[Span, float]]:
    """People whom a label in a resume names."""
    for match in _REFEREE.finditer(text):
        found = _person(text, match.end(), known)
        if found is not None:
            yield found, 0.8


def contact_persons(text: str, mentions: Sequence[Mention], known: Known) -> Iterator[tuple[Span, float]]:
    """The people whom a posting names to be asked: by a label, before an e-mail address that repeats the name, or in a
    sentence that goes on with a way to reach them."""
    for match in _CONTACT.finditer(text):
        found = _person(text, match.end(), known)
        if found is not None:
            yield found, 0.8
    if HAN.search(text):
        for match in _BY_NUMBER.finditer(text):
            yield Span(*match.span("n" if match["n"] else "w")), 0.8
    reach = [m for m in mentions if m.kind in ("email", "phone")]
    for match in _ASKED.finditer(text) if reach else ():
        found = _person(text, match.end(), known, closed=False)
        if found is not None and any(0 <= m.span.start - found.end < 60 for m in reach):
            yield found, 0.8
    for mention in reach:
        if mention.kind == "email":
            yield from _before_email(text, mention)


def _before_email(text: str, mention: Mention) -> Iterator[tuple[Span, float]]:
    """`Ida Quist (ida.quist@…)`: from the first word that the address repeats."""
    start = max(0, mention.span.start - 60)
    match = _BEFORE_EMAIL.search(text[start : mention.span.start])
    handle = mention.text.partition("@")[0].casefold()
    for word in re.finditer(r"[^\W\d_]{3,}", match["n"]) if match else ():
        if match and word[0].casefold() in handle:
            first = start + match.start("n") + word.start()
            yield Span(first, start + match.end("n")), 0.8
            return


def _person(text: str, start: int, known: Known, *, closed: bool = True) -> Span | None:
    """The name that stands at `start`; `closed`: the end of the field or a mark must follow a Latin one."""
    if HAN.match(text, start):
        match = _ZH_CONTACT.match(text, start)
        if match is None or known(match["n"] or match["w"]):
            return None
        return Span(*match.span("n" if match["n"] else "w"))
    end = text.find("\n", start)
    return latin_name(text, start, end if end >= 0 else len(text), known, closed=closed)
