"""The extractor over the ontology as it is now.

Names that curators give or take away are put in and out of it; anything else that changes builds it anew.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from etl.extract import Extractor
from etl.pipeline import build_extractor
from ontology.curation import Standing, standing
from ontology.vocabulary import Term, curated_terms, scheme_versions

if TYPE_CHECKING:
    from graph.store import Store

#: After so many names the extractor is built anew, so that rarities are those of all labels again.
_MOST = 500


class CurrentExtractor:
    """An extractor that follows the ontology of a graph. One for all threads of a process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._extractor: Extractor | None = None
        self._standing: Standing | None = None
        self._curated: frozenset[Term] = frozenset()
        self._changes = 0

    def get(self) -> Extractor:
        """The extractor; asking costs a look-up where nothing has changed.

        Raises:
            InputError: the graph holds no ontology.
        """
        with self._lock:
            now = standing(self._store)
            if self._extractor is None or now != self._standing:
                curated = curated_terms(self._store)
                self._extractor = self._changed(now, curated) or build_extractor(self._store)
                self._standing, self._curated = now, curated
            return self._extractor

    def _changed(self, now: Standing, curated: frozenset[Term]) -> Extractor | None:
        """With the names that came and went; None where more than these has changed."""
        then = self._standing
        added, removed = curated - self._curated, self._curated - curated
        self._changes += len(added) + len(removed)
        told = (
            then is not None and now.versions == then.versions and now.labels - then.labels == len(added) - len(removed)
        )
        if self._extractor is None or not told or not added | removed or self._changes > _MOST:
            self._changes = 0
            return None
        return self._extractor.changed(added, removed, " ".join(sorted(scheme_versions(self._store))))
