"""Who a person is and how to reach them: names, e-mails, phones, addresses, identity numbers, links, personal
attributes.

What is found goes to `Identity` and nowhere else. Where unsure, a name is rather masked than kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from etl.model import IDENTITY_KINDS, Document, Identity, Mention, MentionKind, Section, Span
from etl.names import find_names, voted_names
from etl.personal import personal_spans
from etl.tagging.base import TaggedSpan
from etl.text import Line, trim

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
#: A tagged name below this is more often none, on resumes unlike those that the tagger learnt from.
LEAST_NAME = 0.8
#: The same where the rules have found a name already: brands are then likelier than further people.
LEAST_SECOND_NAME = 0.95


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
    for span, confidence in find_names(document, found, sections, known, mentions):
        add("name", span, confidence)
    sure = LEAST_SECOND_NAME if any(m.kind == "name" for m in mentions) else LEAST_NAME
    for span, confidence in voted_names(text, tagged, known, sure):
        add("name", span, confidence)
    return Identity(tuple(sorted(mentions, key=lambda m: m.span.start)))
