"""From a document to its tagged spans: which tagger reads it, and in which pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from etl.model import Document
from graph.settings import settings

from .base import TaggedSpan
from .registry import NAMES, TaggerName, config_of, tagger

_SENTENCE_END = {
    "en": re.compile(r"(?<=[.!?;])\s+(?=[A-Z•\-*(])|\n+"),
    "zh": re.compile(r"(?<=[。；;！？])|\n+"),
}


class Taggers:
    """The taggers in use. Each is opened when the first document needs it, so this costs nothing to make or to send.

    Args:
        names: which ones; documents that belong to another are left untagged.
    """

    def __init__(self, names: Sequence[TaggerName] = NAMES) -> None:
        self.names = tuple(names)

    @property
    def version(self) -> str:
        """Names and versions of the models, for what is extracted with them: `resume_zh/1+skillspan/1`."""
        configs = [config_of(name) for name in self.names]
        return "+".join(sorted(versioned(config) for config in configs))

    def mark(self, document: Document) -> tuple[TaggedSpan, ...] | None:
        """The spans that the document's tagger marks, with offsets into its text; None if no tagger reads its kind.

        Raises:
            ModelError: the tagger's folder is broken.
        """
        name = reader_of(document)
        if name is None or name not in self.names:
            return None
        pieces = [(0, document.text)] if name == "resume_en" else sentences(document)
        marked = tagger(name).tag([piece for _, piece in pieces])
        found = [
            TaggedSpan(start + span.start, start + span.end, span.label, span.confidence)
            for (start, _), spans in zip(pieces, marked, strict=True)
            for span in spans
        ]
        return tuple(sorted(found))


def versioned(config: dict[str, Any]) -> str:
    """Name and version of a model, from its `config.json`."""
    version = str(config.get("version"))
    return version if "/" in version else f"{config.get('name')}/{version}"


def taggers_in_use() -> Taggers | None:
    """The taggers that the settings put in use, or None."""
    return Taggers() if settings().taggers == "on" else None


def reader_of(document: Document) -> TaggerName | None:
    """The tagger that was made for such documents. There is none for Chinese postings."""
    if document.kind == "posting":
        return "skillspan" if document.lang == "en" else None
    return "resume_en" if document.lang == "en" else "resume_zh"


def sentences(document: Document) -> list[tuple[int, str]]:
    """The sentences and lines of a document, each with its offset, none blank."""
    pieces, start = [], 0
    text = document.text
    for cut in [*_SENTENCE_END[document.lang].finditer(text), None]:
        end = cut.start() if cut else len(text)
        body = text[start:end]
        if body.strip():
            lead = len(body) - len(body.lstrip())
            pieces.append((start + lead, body.strip()))
        start = cut.end() if cut else end
    return pieces
