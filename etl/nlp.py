"""The steps of extraction as a spaCy pipeline, for those who work in spaCy.

`pipeline(vocabulary, "en")` is a blank pipeline whose components mark sections and skills:
`doc.spans["sections"]` (label = kind of section) and `doc.spans["skills"]` (label = `skill`, `span_id` = concept).
The components are thin: they call the functions that `etl.extract` calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from etl.gazetteer import Gazetteer
from etl.model import Document, DocumentKind, Lang
from etl.sections import find_sections
from etl.text import lines
from ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REGISTERED: list[bool] = []


def pipeline(vocabulary: Vocabulary, lang: Lang, kind: DocumentKind = "posting") -> Language:
    """A blank spaCy pipeline for a language (Chinese by characters) with our components.

    Args:
        vocabulary: the labels that the skill component looks for.
        lang: `en` or `zh`.
        kind: what the texts are; headings are read accordingly.
    """
    import spacy

    _register()
    nlp = spacy.blank(lang)
    nlp.add_pipe("careergraph_sections", config={"kind": kind, "lang": lang})
    nlp.add_pipe("careergraph_skills")
    gazetteer: Any = nlp.get_pipe("careergraph_skills")
    gazetteer.gazetteer = Gazetteer(vocabulary)
    return nlp


class SectionMarker:
    """Sets `doc.spans["sections"]`."""

    def __init__(self, kind: DocumentKind, lang: Lang) -> None:
        self.kind, self.lang = kind, lang

    def __call__(self, doc: Doc) -> Doc:
        document = Document("doc", self.kind, self.lang, "text", "", doc.text)
        spans = []
        for section in find_sections(document, lines(document)):
            span = doc.char_span(section.span.start, section.span.end, section.kind, alignment_mode="contract")
            if span is not None:
                spans.append(span)
        doc.spans["sections"] = spans
        doc.user_data["careergraph_sections"] = find_sections(document, lines(document))
        return doc


class SkillMarker:
    """Sets `doc.spans["skills"]`; `span.id_` is the concept, `doc.user_data["careergraph_skills"]` the mentions."""

    def __init__(self) -> None:
        self.gazetteer: Gazetteer | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.gazetteer is None:
            raise RuntimeError("the component careergraph_skills has no gazetteer; build it by etl.nlp.pipeline")
        mentions = self.gazetteer.find(doc.text, doc.user_data.get("careergraph_sections", ()))
        spans = []
        for mention in mentions:
            span = doc.char_span(
                mention.span.start, mention.span.end, "skill", span_id=mention.concept or "", alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans["skills"] = spans
        doc.user_data["careergraph_skills"] = mentions
        return doc


def _register() -> None:
    """Tell spaCy of the components; once, since spaCy takes seconds to import."""
    from spacy.language import Language

    if _REGISTERED:
        return

    @Language.factory("careergraph_sections", default_config={"kind": "posting", "lang": "en"})
    def sections(nlp: Language, name: str, kind: DocumentKind, lang: Lang) -> SectionMarker:  # noqa: ARG001
        return SectionMarker(kind, lang)

    @Language.factory("careergraph_skills")
    def skills(nlp: Language, name: str) -> SkillMarker:  # noqa: ARG001
        return SkillMarker()

    _REGISTERED.append(True)
