"""Who a person is and how to reach them: names, e-mails, phones, addresses, identity numbers, links, personal
attributes.

What is found goes to `Identity` and nowhere else. Where unsure, a name is rather masked than kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from etl.accounts import account_spans, spelt_out_emails
from etl.addresses import address_spans
from etl.identity_numbers import identity_numbers
from etl.model import IDENTITY_KINDS, Document, Identity, JobProfile, Mention, MentionKind, Section, Span
from etl.names import find_names, voted_names
from etl.names_beside import contact_persons, other_scripts, referees
from etl.personal import personal_spans
from etl.tagging.base import TaggedSpan
from etl.text import Line, lines, trim

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
#: A tagged name below this is more often none, on resumes unlike those that the tagger learnt from.
LEAST_NAME = 0.8
#: The same where the rules have found a name already: brands are then likelier than further people.
LEAST_SECOND_NAME = 0.95
#: The contact block of a document without headings ends after so many characters at the latest.
TOP = 800


def find_identity(
    document: Document,
    found: list[Line],
    sections: tuple[Section, ...],
    known: Callable[[str], bool],
    tagged: Sequence[TaggedSpan] = (),
) -> Identity:
    """All identity mentions of a document.

    Args:
        document: a resume, or a posting: of its names only those of contact persons are looked for.
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
    for span in spelt_out_emails(text):
        add("email", span, 0.9)
    for span in identity_numbers(text):
        add("id_number", span, 0.98)
    for match in _PHONE.finditer(text):
        group = "labelled" if match["labelled"] else 0
        add("phone", Span(match.start(group), match.end(group)), 0.95)
    top = _contact_block(sections, text)
    for span in account_spans(text, top, known):
        add("url", span, 0.85)
    if document.kind == "posting":
        for span, confidence in contact_persons(text, mentions, known):
            add("name", span, confidence)
        return Identity(tuple(sorted(mentions, key=lambda m: m.span.start)))
    for span in personal_spans(text):
        add("birth", span, 0.9)
    for span in address_spans(text, top):
        add("address", span, 0.85)
    for span, confidence in find_names(document, found, sections, known, mentions):
        add("name", span, confidence)
    for span, confidence in referees(text, known):
        add("name", span, confidence)
    for span, confidence in other_scripts(text, [m.span for m in mentions if m.kind == "name"], known):
        add("name", span, confidence)
    sure = LEAST_SECOND_NAME if any(m.kind == "name" for m in mentions) else LEAST_NAME
    for span, confidence in voted_names(text, tagged, known, sure):
        add("name", span, confidence)
    return Identity(tuple(sorted(mentions, key=lambda m: m.span.start)))


def posting_contacts(profile: JobProfile) -> Identity:
    """Whom a posting names to be asked, and how to reach them; never what is a fact of the job, like its company."""
    document = profile.document
    facts = [m.span for m in (*profile.mentions, *profile.unknown) if m.kind not in IDENTITY_KINDS]
    found = find_identity(document, lines(document), profile.sections, lambda _: False)
    return Identity(
        tuple(m for m in found.mentions if all(m.span.end <= s.start or s.end <= m.span.start for s in facts))
    )


def _contact_block(sections: tuple[Section, ...], text: str) -> int:
    """Where the block at the top ends: at the first heading of anything but contact data."""
    ends = (section.span.start for section in sections if section.heading and section.kind != "contact")
    return min(next(ends, len(text)), TOP)
