"""Linking: from the words of a document to a concept of the ontology, or to none.

First the exact normal form of a label; else candidates by likeness of writing and, with a text encoder, of meaning
(`etl.linking.index`). A skill's score is the probability that the link is right (`etl.ranking.skills_trust`).
Below a threshold the answer is None: a wrong link does more harm than a proposal to the curators.
"""

from .index import Encode
from .linker import NAME, Linker

__all__ = ["NAME", "Encode", "Linker"]
