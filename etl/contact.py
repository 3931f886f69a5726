"""Who a person is and how to reach them: names, e-mails, phones, addresses, identity numbers, links, personal
attributes.

What is found goes to `Identity` and nowhere else. Where unsure, a name is rather masked than kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from etl.model import IDENTITY_KINDS, Document, Identity, Mention, MentionKind, Section, Span
from etl.names_zh import NAME as ZH_NAME
from etl.names_zh import chinese_names
from etl.personal import personal_spans
from etl.places import find_place
from etl.sections import is_heading, section_at
from etl.tagging.base import TaggedSpan
from etl.text import HAN, Line, lower, trim
from etl.titles import has_title_head

NAME = "contact/1"
_EMAIL = re.compile(r"[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,12}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'，。；）)]+|(?<![\w@.])(?:[a-z]{2,3}\.)?(?:linkedin|github|gitee|gitlab|indeed|xing|"
    r"stackoverflow|twitter|behance|zhihu|medium|facebook|instagram)\.(?:com|org|net|io|cn)/[^\s<>，。；）)]+"
    r"(?:\n[\da-f]{12,}|(?<=[-/])\n(?:[\w-]*/)?[\da-f]{8,}|(?<=-)\n[\w-]+/\n?[\da-f]{8,})?",  # wrapped
    re.I,
)
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)"  # Chinese mobile
    r"|(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)"  # Chinese landline
    r"|(?<![\d.])\(?0\d{2,4}\)?[-\s]?\d{3,6}(?:[-\s]\d{3,6})?(?!\d)"  # with the trunk 0, as in Britain
    r"|\+\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?\d[\d\s.-]{6,13}\d(?!\d)"
    r"|(?<![\d.])\(?\d{3}\)?[-.\s]{1,2}\d{3}[-.\s]\d{4}(?!\d)"
    r"|(?:(?:\bphone|\bmobile|\btel|\bcell|电话|手机|微信|QQ)(?:号码?|\s?(?:no|number))?\.?\s*[:：]?\s*)(?P<labelled>[+\d(][\d\s().-]{5,17}\d)",
    re.I,
)
_ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_ADDRESS = re.compile(
    r"(?:\b(?:(?:[Hh]ome|[Cc]urrent|[Mm]ailing|[Pp]ostal) )?(?:[Aa]ddress|ADDRESS)|(?:现?居住|家庭|通讯|联系|"
    r"户籍|现)?(?:地址|住址)|户口所在地)\s*[:：]\s*(?P<l>[^\n|]{4,100}(?:(?<=,)\n[^\n|:：]{3,100})?)"
    r"|(?<![\w.])(?P<s>\d{1,5}[ \t]+(?:[NSEW]\.?[ \t]+)?(?:[A-Z][\w.']+[ \t]+){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|"
    r"Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Circle|Parkway|Pkwy|Highway|Hwy)\b\.?(?:,?\s*(?:Apt|Unit|Suite|#)\.?\s*\w+)?"
    r"(?:,?\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?)"
    r"|(?P<z>[\u4e00-\u9fff]{2,8}(?:省|市|区)[\u4e00-\u9fff\d]{2,20}(?:路|街|道|巷|弄|村)\s?\d+\s?[号弄](?:[\u4e00-\u9fff\d\-]{0,16}(?:室|楼|栋|单元|号))?)",
)
#: At the start of a field: `Project name: …` names a project, and so does `name: …` in a list of its particulars.
_NAME_LABEL = re.compile(
    r"(?:^|(?<=[|,，;；\t])|(?<=\s\s))[^\S\n]*[•●▪*-]?[^\S\n]*"
    r"(?:full name|(?:candidate|applicant)(?:['’]s)?(?: name)?|name|姓\s*名|名字)[^\S\n]*[:：][^\S\n]*",
    re.I | re.M,
)
#: What the address of a profile page says of its owner: `indeed.com/r/First-Last/…`, `linkedin.com/in/first-last-12`.
_PAGE_OWNER = re.compile(r"(?:indeed\.com/r|linkedin\.com/in)/(?P<who>[^\s/?]+(?:(?<=-)\n[^\s/?]+)?)")
_EN_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:[A-ZÀ-Þ]\.|(?:de|van|von|der|den|la|el|bin|ibn|al|da|dos|di|du)\b|"
    r"[A-ZÀ-Þ][\w'’-]*\.?)){1,4}"
)
_ZH_LINE = re.compile(rf"(?P<n>{ZH_NAME})(?=$|\s|[|｜/,，·（(的—-])")
#: A tagged name below this is more often none, on resumes unlike those that the tagger learnt from.
LEAST_NAME = 0.8
#: The same where the rules have found a name already: brands are then likelier than further people.
LEAST_SECOND_NAME = 0.95
_ORDINARY = frozenset(
    [
        "resume",
        "curriculum",
        "vitae",
        "summary",
        "profile",
        "personal",
        "information",
        "page",
        "street",
        "road",
        "city",
        "state",
        "the",
        "and",
        "with",
        "for",
        "of",
        "in",
        "certified",
        "licensed",
        "registered",
        "seeking",
        "dear",
        "hiring",
        "objective",
        "contact",
        "university",
        "college",
        "school",
        "bachelor",
        "master",
        "company",
        "street",
        "senior",
        "junior",
        "lead",
        "head",
        "sales",
        "marketing",
        "finance",
        "business",
        "human",
        "resources",
        "information",
        "technology",
        "customer",
        "service",
        "health",
        "care",
        "public",
        "relations",
        "digital",
        "media",
        "arts",
        "training",
        "personal",
        "fitness",
        "construction",
    ]
)


def find_identity(
    document: Document,
    found: list[Line],
    sections: tuple[Section, ...],
    known: Callable[[str], bool],
    tagged: Sequence[TaggedSpan] = (),
) -> Identity:
    """All identity mentions of a document.

    Args:
        document: a resume; postings also hold contact data, but no names are looked for in them.
        found: its lines.
        sections: its sections.
        known: whether a text is a label or a word of the ontology, and so hardly a person.
        tagged: what a trained tagger marked; its names count, wherever they stand.
    """
    text = document.text
    mentions: list[Mention] = []

    def add(kind: MentionKind, span: Span, confidence: float) -> None:
        clash = any(m.span.start < span.end and span.start < m.span.end for m in mentions)
        if span.end > span.start and not clash:
            mentions.append(Mention(kind, span, text[span.start : span.end], NAME, confidence))

    for name, spans in document.fields.items():
        kind = name.rsplit(".", 1)[-1].split("[")[0]
        if kind in IDENTITY_KINDS and document.kind == "resume" and (kind != "name" or "." not in name):
            for span in spans:
                add(kind, span, 1.0)  # type: ignore[arg-type]
    for match in _EMAIL.finditer(text) if "@" in text else ():
        add("email", Span(match.start(), match.end()), 0.99)
    for match in _URL.finditer(text) if document.kind == "resume" else ():
        add("url", trim(text, match.start(), match.end()), 0.95)
    for match in _ID_NUMBER.finditer(text):
        add("id_number", Span(match.start(), match.end()), 0.98)
    for match in _PHONE.finditer(text):
        group = "labelled" if match["labelled"] else 0
        add("phone", Span(match.start(group), match.end(group)), 0.95)
    if document.kind == "posting":
        return Identity(tuple(sorted(mentions, key=lambda m: m.span.start)))
    for span in personal_spans(text):
        add("birth", span, 0.9)
    for match in _ADDRESS.finditer(text):
        group = next(g for g in "lsz" if match[g])
        add("address", trim(text, match.start(group), match.end(group)), 0.85)
    for span, confidence in _names(document, found, sections, known, mentions):
        add("name", span, confidence)
    sure = LEAST_SECOND_NAME if any(m.kind == "name" for m in mentions) else LEAST_NAME
    for span, confidence in _voted(text, tagged, known, sure):
        add("name", span, confidence)
    return Identity(tuple(sorted(mentions, key=lambda m: m.span.start)))


def _names(
    document: Document,
    found: list[Line],
    sections: tuple[Section, ...],
    known: Callable[[str], bool],
    mentions: list[Mention],
) -> list[tuple[Span, float]]:
    text = document.text
    names: list[tuple[Span, float]] = []
    for match in _NAME_LABEL.finditer(text):
        end = next((i for i in range(match.end(), len(text)) if text[i] in "\n|,，;；\t(（"), len(text))
        stretch = text[match.end() : end]
        wide = re.search(r"\s{2,}|\s+(?=\S{1,6}[:：])", stretch)
        span = trim(text, match.end(), match.end() + (wide.start() if wide else len(stretch)))
        if 2 <= span.end - span.start <= 40 and not re.search(r"\d", text[span.start : span.end]):
            names.append((span, 0.97))
    if HAN.search(text):
        names += chinese_names(text)
    names += _owner(text, found)
    handles = lower(" ".join(m.text for m in mentions if m.kind in ("email", "url")))
    reachable = any(m.kind in ("email", "phone") for m in mentions if m.span.start < 1500)
    if not names:
        for index, line in enumerate(found[:6]):
            candidate = _name_in_line(text, line, known)
            if candidate is None:
                continue
            span = candidate
            words = [w for w in re.findall(r"[^\W\d_]+", lower(text[span.start : span.end])) if len(w) > 2]
            supported = any(word in handles for word in words)
            if not (supported or reachable) and text[span.start : span.end].isupper() and any(map(known, words)):
                continue  # a headline in capitals
            if supported or (index == 0 or line.size > 1.3 or (reachable and index < 3)):
                names.append((span, 0.97 if supported else 0.85 if reachable else 0.6))
                break
    if not names:
        names += _name_below(text, found, known, handles)
    for line in found:
        if section_at(sections, line.start) == "references":
            referee = _name_in_line(text, line, known)
            if referee is not None:
                names.append((referee, 0.6))
    return names


def _owner(text: str, found: list[Line]) -> list[tuple[Span, float]]:
    """The line near the top that says the same name as the address of a profile page, in whatever letter case."""
    owners = {tuple(_spoken(match["who"])) for match in _PAGE_OWNER.finditer(text)}
    names = []
    for line in found[:8]:
        words = _spoken(line.text)
        if (
            len(words) > 1
            and not re.search(r"\d", line.text)
            and any(words == list(owner[: len(words)]) for owner in owners)
        ):
            names.append((Span(line.start, line.end), 0.97))
    return names


def _spoken(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _voted(
    text: str, tagged: Sequence[TaggedSpan], known: Callable[[str], bool], least: float
) -> Iterator[tuple[Span, float]]:
    """The names among what a tagger marked, without what cannot be one."""
    for vote in tagged:
        if vote.label != "NAME" or vote.confidence < least:
            continue
        span = trim(text, vote.start, vote.end)
        name = text[span.start : span.end]
        if 1 < len(name) <= 40 and not re.search(r"[\d@/]", name) and not is_heading(name) and not known(name):
            yield span, round(min(vote.confidence, 0.95), 3)


def _name_below(text: str, found: list[Line], known: Callable[[str], bool], handles: str) -> list[tuple[Span, float]]:
    """A name that a sidebar was read before: a line that the e-mail address repeats, or in letters of a title."""
    for line in found[:80]:
        span = _name_in_line(text, line, known)
        if span is None or span.end - span.start < len(line.text) - 3:
            continue
        words = [w for w in re.findall(r"[^\W\d_]+", lower(text[span.start : span.end])) if len(w) > 3]
        if any(word in handles for word in words):
            return [(span, 0.9)]
        if line.size > 1.3 and not is_heading(line.text):
            return [(span, 0.7)]
    if found and re.fullmatch(r"[\u4e00-\u9fff]{2,3}", found[0].text) and not known(found[0].text):
        line = found[0]
        if not is_heading(line.text) and not has_title_head(line.text) and line.text not in ("简历", "个人简历"):
            return [(Span(line.start, line.end), 0.6)]
    return []


def _name_in_line(text: str, line: Line, known: Callable[[str], bool]) -> Span | None:
    """The name that a line at the top of a resume is or begins with."""
    if HAN.search(line.text):
        body = re.sub(r"^(?:个人)?简历\s*[-—:：|]?\s*", "", line.text)
        match = _ZH_LINE.match(body)
        if match is None or is_heading(match["n"]) or has_title_head(match["n"]) or known(match["n"]):
            return None
        start = line.end - len(body)
        if find_place(text, start, start + len(match["n"])) is not None:
            return None
        return Span(start, start + len(match["n"]))
    match = _EN_NAME.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :].strip()
    name = match[0]
    if rest and rest[0] not in ",|·–—-(•/:" and not rest[0].isdigit():
        return None
    words = [w for w in re.findall(r"[^\W\d_]+", name.casefold()) if len(w) > 1]
    if len(name) > 40 or not words or is_heading(name) or has_title_head(name) or known(name):
        return None
    ordinary = [w in _ORDINARY or known(w) for w in words]
    if all(ordinary) or sum(ordinary) * 2 > len(words) or find_place(text, line.start, line.start + len(name)):
        return None
    return Span(line.start, line.start + len(name))
