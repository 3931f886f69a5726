"""From a document to the profile of a person or a job.

Deterministic: the same document, vocabulary and `today` give the same profile.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from etl.candidates import candidate_profile
from etl.jobs import job_profile
from etl.linking import Encode
from etl.model import Document, Profile
from etl.steps import Tools
from etl.tagging.reading import Taggers
from ontology.vocabulary import Term, Vocabulary

RULES_VERSION = "rules/7"


class Extractor:
    """All steps over one vocabulary. Build one per process: it travels to others as its vocabulary only.

    Args:
        vocabulary: the labels that skills and titles are linked to.
        today: YYYY-MM that ends what is current; without it, the latest date that the document itself names.
        encode: optional text encoder for the linker, see `etl.linking.Linker`.
        taggers: trained taggers that vote with gazetteer and rules; without them these decide alone.
        tools: what was built over this vocabulary already.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        today: str | None = None,
        encode: Encode | None = None,
        taggers: Taggers | None = None,
        tools: Tools | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.encode = encode
        self.taggers = taggers
        self.tools = tools or Tools(vocabulary, today, encode, taggers)

    @cached_property
    def version(self) -> str:
        """What every fact names as its maker: the rules, and the taggers that voted."""
        return version_with(self.taggers)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.vocabulary, self.today, self.encode, self.taggers)

    def changed(self, added: Collection[Term], removed: Collection[Term], version: str) -> Extractor:
        """The extractor over its vocabulary with some terms more and some less, which is far quicker than a new one.

        Args:
            version: that of the vocabulary.
        """
        vocabulary = self.vocabulary.changed(added, removed, version)
        tools = self.tools.changed(vocabulary, added, removed)
        return Extractor(vocabulary, today=self.today, encode=self.encode, taggers=self.taggers, tools=tools)

    def extract(self, document: Document) -> Profile:
        """The profile of the person or job that a document describes."""
        if document.kind == "resume":
            return candidate_profile(self.tools, document)
        return job_profile(self.tools, document)


def version_with(taggers: Taggers | None) -> str:
    """The version of an extractor: see `Extractor.version`."""
    return f"{RULES_VERSION}+{taggers.version}" if taggers else RULES_VERSION


def _rebuild(vocabulary: Vocabulary, today: str | None, encode: Encode | None, taggers: Taggers | None) -> Extractor:
    return Extractor(vocabulary, today=today, encode=encode, taggers=taggers)
