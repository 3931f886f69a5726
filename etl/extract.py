"""From a document to the profile of a person or a job.

Deterministic: the same document, vocabulary and `today` give the same profile.
"""

from __future__ import annotations

from etl.candidates import candidate_profile
from etl.jobs import job_profile
from etl.linking import Encode
from etl.model import Document, Profile
from etl.steps import Tools
from ontology.vocabulary import Vocabulary

EXTRACTOR_VERSION = "rules/2"


class Extractor:
    """All steps over one vocabulary. Build one per process: it travels to others as its vocabulary only.

    Args:
        vocabulary: the labels that skills and titles are linked to.
        today: YYYY-MM that ends what is current; without it, the latest date that the document itself names.
        encode: optional text encoder for the linker, see `etl.linking.Linker`.
    """

    def __init__(self, vocabulary: Vocabulary, *, today: str | None = None, encode: Encode | None = None) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.encode = encode
        self.tools = Tools(vocabulary, today, encode)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.vocabulary, self.today, self.encode)

    def extract(self, document: Document) -> Profile:
        """The profile of the person or job that a document describes."""
        if document.kind == "resume":
            return candidate_profile(self.tools, document)
        return job_profile(self.tools, document)


def _rebuild(vocabulary: Vocabulary, today: str | None, encode: Encode | None) -> Extractor:
    return Extractor(vocabulary, today=today, encode=encode)
