"""Our spaCy components. They are thin: each calls the function that `etl.extract` calls.

Named as entry points (`spacy_factories` in pyproject.toml), so spaCy finds them without an import of ours.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from etl.gazetteer import Gazetteer
from etl.model import Document, DocumentKind, Lang
from etl.sections import find_sections
from etl.tagging.reading import Taggers
from etl.tagging.registry import NAMES, folder_of, open_tagger
from etl.text import lines
from graph.errors import InputError


class SectionMarker:
    """Sets `doc.spans["sections"]`."""

    def __init__(self, kind: DocumentKind, lang: Lang) -> None:
        self.kind, self.lang = kind, lang

    def __call__(self, doc: Doc) -> Doc:
        document = Document("doc", self.kind, self.lang, "text", "", doc.text)
        found = find_sections(document, lines(document))
        spans = [doc.char_span(s.span.start, s.span.end, s.kind, alignment_mode="contract") for s in found]
        doc.spans["sections"] = [span for span in spans if span is not None]
        doc.user_data["careergraph_sections"] = found
        return doc


class SkillMarker:
    """Sets `doc.spans["skills"]`; `span.id_` is the concept, `doc.user_data["careergraph_skills"]` the mentions."""

    def __init__(self) -> None:
        self.gazetteer: Gazetteer | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.gazetteer is None:
            raise InputError("the component careergraph_skills has no gazetteer", fix="Build it by etl.nlp.pipeline")
        mentions = self.gazetteer.find(doc.text, doc.user_data.get("careergraph_sections", ()))
        spans = [
            doc.char_span(m.span.start, m.span.end, "skill", span_id=m.concept or "", alignment_mode="expand")
            for m in mentions
        ]
        doc.spans["skills"] = [span for span in spans if span is not None]
        doc.user_data["careergraph_skills"] = mentions
        return doc


class TaggerMarker:
    """Sets `doc.spans["mentions"]` by a trained tagger: the one named, else that of the kind and language."""

    def __init__(self, model: str | None, kind: DocumentKind, lang: Lang) -> None:
        self.model, self.kind, self.lang = model, kind, lang

    def __call__(self, doc: Doc) -> Doc:
        if self.model:
            folder = folder_of(self.model) if self.model in NAMES else Path(self.model)
            (found,) = open_tagger(folder).tag([doc.text])
        else:
            found = Taggers().mark(Document("doc", self.kind, self.lang, "text", "", doc.text)) or ()
        spans = [doc.char_span(mark.start, mark.end, mark.label, alignment_mode="expand") for mark in found]
        doc.spans["mentions"] = [span for span in spans if span is not None]
        doc.user_data["careergraph_mentions"] = found
        return doc


@Language.factory("careergraph_sections", default_config={"kind": "posting", "lang": "en"})
def sections(nlp: Language, name: str, kind: DocumentKind, lang: Lang) -> SectionMarker:  # noqa: ARG001
    """Marks sections; config: `kind` (resume, posting) and `lang` of the texts."""
    return SectionMarker(kind, lang)


@Language.factory("careergraph_skills")
def skills(nlp: Language, name: str) -> SkillMarker:  # noqa: ARG001
    """Marks skills; its attribute `gazetteer` must be set."""
    return SkillMarker()


@Language.factory("careergraph_tagger", default_config={"model": None, "kind": "posting", "lang": "en"})
def tagger(nlp: Language, name: str, model: str | None, kind: DocumentKind, lang: Lang) -> TaggerMarker:  # noqa: ARG001
    """Marks mentions; config: `model` (a tagger's name or folder), else by `kind` and `lang` of the texts."""
    return TaggerMarker(model, kind, lang)
