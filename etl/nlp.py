"""The steps of extraction as a spaCy pipeline, for those who work in spaCy.

`pipeline(vocabulary, "en")` is a blank pipeline whose components mark sections, skills and tagged mentions:
`doc.spans["sections"]` (label = kind of section), `doc.spans["skills"]` (label = `skill`, `span_id` = concept) and
`doc.spans["mentions"]` (label as the tagger gives it; `doc.user_data["careergraph_mentions"]` has the confidence).
`doc.ents` holds those of skills and mentions that do not overlap, skills first. The pipeline is saved and loaded as
any other: `nlp.to_disk(folder)`, `spacy.load(folder)`; the vocabulary goes with it, the shipped taggers stay here.
A tagger alone needs no vocabulary: `spacy.blank("zh").add_pipe("careergraph_tagger", config={"model": "resume_zh"})`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from etl.model import DocumentKind, Lang
from ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language


def pipeline(vocabulary: Vocabulary, lang: Lang, kind: DocumentKind = "posting", *, taggers: bool = True) -> Language:
    """A blank spaCy pipeline for a language (Chinese by characters) with our components.

    Args:
        vocabulary: the labels that the skill component looks for.
        lang: `en` or `zh`.
        kind: what the texts are; headings are read accordingly, and the tagger is that of the kind.
        taggers: whether a trained tagger is the last component.
    """
    import spacy

    from etl import nlp_components  # noqa: F401  (registers the factories; spaCy takes seconds to import)

    nlp = spacy.blank(lang)
    nlp.add_pipe("careergraph_sections", config={"kind": kind, "lang": lang})
    nlp.add_pipe("careergraph_skills")
    skills: Any = nlp.get_pipe("careergraph_skills")
    skills.vocabulary = vocabulary
    if taggers:
        nlp.add_pipe("careergraph_tagger", config={"kind": kind, "lang": lang})
    return nlp
