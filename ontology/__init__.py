"""Skills and occupations as a SKOS ontology: read from many sources, kept in the graph, searched, checked, exported.

The path of the data: `importers/` -> `skos.Ontology` -> `load` -> graph -> `vocabulary`, `search`, `check`, `export`.
"""

from .load import ImportSummary, load
from .search import Hit, search
from .skos import Concept, Ontology, Scheme
from .sources import Source, import_ontology, read_source
from .vocabulary import Term, Vocabulary, load_vocabulary, starter_vocabulary

__all__ = [
    "Concept",
    "Hit",
    "ImportSummary",
    "Ontology",
    "Scheme",
    "Source",
    "Term",
    "Vocabulary",
    "import_ontology",
    "load",
    "load_vocabulary",
    "read_source",
    "search",
    "starter_vocabulary",
]
