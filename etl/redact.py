"""De-identification: identity is masked by as many block characters as it had, so that offsets hold."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import Document, Identity, MentionKind, Span
from etl.text import HAN, table

MASK = "█"
_EXACT: tuple[MentionKind, ...] = ("email", "phone", "id_number")


def identity_spans(text: str, identity: Identity, *, parts: bool = True) -> list[Span]:
    """Every stretch that tells who the person is: the mentions, and wherever a name or a part of it recurs.

    A part of a name that is also an everyday word or a tool (`Ruby Chen`) is left alone outside the whole name.

    Args:
        parts: also where a part of a name stands alone. Not in postings: the company may have the name of its founder.
    """
    spans = [m.span for m in identity.mentions]
    for name in identity.values("name"):
        if HAN.search(name):
            if len(name) > 1:
                spans += [Span(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]
            # a surname alone only where somebody is addressed by it: 管先生, but not 管理
            addressed = re.escape(name[0]) + "(?=先生|女士|小姐|同志|教授|博士)"
            spans += [Span(m.start(), m.end()) for m in re.finditer(addressed, text)]
            continue
        spans += [Span(m.start(), m.end()) for m in re.finditer(_flexible(name), text, re.IGNORECASE)]
        for part in re.findall(r"[^\W\d_]{3,}", name) if parts else ():
            if part.casefold() in _ordinary():
                continue
            pattern = rf"(?<![^\W\d_])(?:{part}|{part.capitalize()}|{part.upper()})(?![^\W\d_])"
            spans += [Span(m.start(), m.end()) for m in re.finditer(pattern, text)]
    for kind in _EXACT:
        for value in identity.values(kind):
            spans += [Span(m.start(), m.end()) for m in re.finditer(re.escape(value), text)]
    return _merged(spans)


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(word for row in table("common_words.csv") for word in row["words"].split("|"))


def _flexible(name: str) -> str:
    """The name with any white space between its parts, not inside a longer word."""
    body = r"\s+".join(re.escape(part) for part in name.split())
    return body if HAN.search(name) else rf"(?<![^\W\d_]){body}(?![^\W\d_])"


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def mask(text: str, spans: list[Span]) -> str:
    """The text with the spans masked; white space stays, so that lines stay lines."""
    parts, position = [], 0
    for span in spans:
        parts.append(text[position : span.start])
        parts.append("".join(c if c.isspace() else MASK for c in text[span.start : span.end]))
        position = span.end
    parts.append(text[position:])
    return "".join(parts)


def redact(document: Document, identity: Identity) -> str:
    """The text of a document without identity: same length, same offsets."""
    return mask(document.text, identity_spans(document.text, identity, parts=document.kind == "resume"))
