"""Our spaCy components. They are thin: each calls the function that `etl.extract` calls.

Named as entry points (`spacy_factories` in pyproject.toml), so spaCy finds them without an import of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from etl.gazetteer import Gazetteer
from etl.model import Document, DocumentKind, Lang
from etl.sections import find_sections
from etl.tagging.reading import Taggers
from etl.tagging.registry import NAMES, open_tagger
from etl.tagging.registry import tagger as tagger_of
from etl.text import lines
from graph.errors import InputError
from ontology.vocabulary import Term, Vocabulary

_VOCABULARY = "vocabulary.json"


def _add_entities(doc: Doc, spans: Iterable[Span]) -> None:
    """`doc.ents` with those spans beside the entities that are there already, the longer of two that overlap."""
    taken = {token.i for entity in doc.ents for token in entity}
    doc.ents = (*doc.ents, *filter_spans([span for span in spans if taken.isdisjoint(range(span.start, span.end))]))


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
    """Sets `doc.spans["skills"]`; `span.id_` is the concept, `doc.user_data["careergraph_skills"]` the mentions.

    It is saved and loaded with its pipeline (`nlp.to_disk`, `nlp.to_bytes`), labels and all.
    """

    def __init__(self) -> None:
        self._vocabulary: Vocabulary | None = None
        self._gazetteer: Gazetteer | None = None

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The labels that are looked for."""
        return self._vocabulary

    @vocabulary.setter
    def vocabulary(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._gazetteer = vocabulary, Gazetteer(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        if self._gazetteer is None:
            raise InputError("the component careergraph_skills has no vocabulary", fix="Build it by etl.nlp.pipeline")
        mentions = self._gazetteer.find(doc.text, doc.user_data.get("careergraph_sections", ()))
        spans = [
            doc.char_span(m.span.start, m.span.end, "skill", span_id=m.concept or "", alignment_mode="expand")
            for m in mentions
        ]
        doc.spans["skills"] = [span for span in spans if span is not None]
        doc.user_data["careergraph_skills"] = mentions
        _add_entities(doc, doc.spans["skills"])
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The vocabulary as JSON; nothing if there is none."""
        if self._vocabulary is None or "vocabulary" in exclude:
            return b""
        terms = [astuple(term) for term in self._vocabulary.terms]
        saved = {"version": self._vocabulary.version, "aliases": self._vocabulary.aliases, "terms": terms}
        return json.dumps(saved, ensure_ascii=False, sort_keys=True).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> SkillMarker:
        """Take what `to_bytes` gave.

        Raises:
            InputError: it is no such vocabulary.
        """
        if data and "vocabulary" not in exclude:
            try:
                saved = json.loads(data)
                terms = tuple(Term(*term) for term in saved["terms"])
                self.vocabulary = Vocabulary(terms, saved["version"], saved["aliases"])
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(
                    "the saved vocabulary of careergraph_skills is damaged", fix="Save it again"
                ) from error
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the folder of the component."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _VOCABULARY).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> SkillMarker:
        """Read the folder of the component.

        Raises:
            InputError: see `from_bytes`; or the file is missing.
        """
        file = Path(path) / _VOCABULARY
        if not file.is_file():
            raise InputError("the component careergraph_skills was saved without its vocabulary", where=str(file))
        return self.from_bytes(file.read_bytes(), exclude=exclude)


class TaggerMarker:
    """Sets `doc.spans["mentions"]` by a trained tagger: the one named, else that of the kind and language."""

    def __init__(self, model: str | None, kind: DocumentKind, lang: Lang) -> None:
        self.model, self.kind, self.lang = model, kind, lang

    def __call__(self, doc: Doc) -> Doc:
        if self.model:
            model = tagger_of(self.model) if self.model in NAMES else open_tagger(Path(self.model))
            (found,) = model.tag([doc.text])
        else:
            found = Taggers().mark(Document("doc", self.kind, self.lang, "text", "", doc.text)) or ()
        spans = [doc.char_span(mark.start, mark.end, mark.label, alignment_mode="expand") for mark in found]
        doc.spans["mentions"] = [span for span in spans if span is not None]
        doc.user_data["careergraph_mentions"] = found
        _add_entities(doc, doc.spans["mentions"])
        return doc


@Language.factory("careergraph_sections", default_config={"kind": "posting", "lang": "en"})
def sections(nlp: Language, name: str, kind: DocumentKind, lang: Lang) -> SectionMarker:  # noqa: ARG001
    """Marks sections; config: `kind` (resume, posting) and `lang` of the texts."""
    return SectionMarker(kind, lang)


@Language.factory("careergraph_skills")
def skills(nlp: Language, name: str) -> SkillMarker:  # noqa: ARG001
    """Marks skills; its attribute `vocabulary` must be set."""
    return SkillMarker()


@Language.factory("careergraph_tagger", default_config={"model": None, "kind": "posting", "lang": "en"})
def tagger(nlp: Language, name: str, model: str | None, kind: DocumentKind, lang: Lang) -> TaggerMarker:  # noqa: ARG001
    """Marks mentions; config: `model` (a tagger's name or folder), else by `kind` and `lang` of the texts."""
    return TaggerMarker(model, kind, lang)
