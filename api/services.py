"""What the routers share: the open store, the matcher, the extractor; each made when first needed, once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from graph.errors import CareerGraphError, StoreError
from graph.settings import Settings
from graph.store import Store, open_store

if TYPE_CHECKING:
    from etl.current import CurrentExtractor
    from etl.extract import Extractor
    from etl.model import DocumentKind
    from gnn.baseline_fitting import FittedBaselines
    from gnn.baseline_matching import BaselineMatcher
    from gnn.matching import Matcher

log = logging.getLogger("careergraph.api")


class Services:
    """Shared by all requests of one process; safe to use from many threads."""

    def __init__(self, config: Settings, store: Store | None = None) -> None:
        self.config = config
        self._store, self._owned = store, store is None
        self._lock = threading.RLock()
        # A matcher grows its indexes while it answers.
        self._matching = threading.Lock()
        self._matcher: tuple[str, Matcher] | None = None
        self._baselines: FittedBaselines | None = None

    @property
    def store(self) -> Store:
        """The open graph.

        Raises:
            StoreError: it cannot be opened now; the next request tries again.
        """
        with self._lock:
            if self._store is None:
                self._store = open_store(self.config)
            return self._store

    def open(self) -> None:
        """Open the store if it can be; a service whose store is down still answers, with 503."""
        try:
            _ = self.store
        except StoreError:
            return

    def warm(self) -> None:
        """Load what requests will need; what cannot be loaded now is tried again by the request."""
        for load in (self._load_extractor, self._load_matcher):
            try:
                load()
            except CareerGraphError as error:
                log.info("not loaded yet: %s", error.code())

    def _load_extractor(self) -> None:
        from etl.warming import warm

        warm(self.extractor())

    def _load_matcher(self) -> None:
        with self.matching() as matcher:
            len(matcher.jobs), len(matcher.people), matcher.embedder.encoder.encode(["warm"])

    def close(self) -> None:
        """Stop what runs in the background, and give the store back, unless it was lent to us."""
        if self._baselines:
            self._baselines.close()
            self._baselines = None
        with self._lock:
            if self._store is not None and self._owned:
                self._store.close()
                self._store = None

    def ontology(self) -> dict[str, str]:
        """Scheme to version, of what the graph holds."""
        return {row["id"]: row["version"] or "" for row in self.store.read("api/versions")}

    def model(self) -> dict[str, Any] | None:
        """The model in service, or None."""
        rows = self.store.read("api/active_model")
        return rows[0] if rows else None

    def made(self) -> dict[str, Any]:
        """Model, ontology and extractor by version, as replies name them."""
        return {"model": self.model(), "ontology": self.ontology(), "extractor": self._extractor_version}

    @cached_property
    def _extractor_version(self) -> str:
        from etl.extract import version_with
        from etl.tagging.reading import taggers_in_use

        return version_with(taggers_in_use())

    @contextmanager
    def matching(self) -> Iterator[Matcher]:
        """The matcher over the active model, for one thread at a time; a new one when the model has changed.

        Raises:
            NoModel: nothing is trained.
        """
        from gnn.matching import Matcher

        model = self.model()
        active = model["id"] if model else ""
        with self._matching:
            if self._matcher is None or self._matcher[0] != active:
                if self._matcher:
                    self._matcher[1].close()
                self._matcher = (active, Matcher(self.store))
            yield self._matcher[1]

    @contextmanager
    def ranking(self, ranker: str | None) -> Iterator[Matcher | BaselineMatcher]:
        """The matcher, or a baseline by name, fitted anew where the graph has grown; for one thread at a time.

        Raises:
            NoModel: no ranker is named and nothing is trained.
            InputError: there is no such ranker.
            NotEnoughData: the ranker learns from feedback, and there is none.
            NotReady: the ranker is slow and still being fitted.
        """
        from gnn.baseline_fitting import FittedBaselines

        if ranker is None:
            with self.matching() as matcher:
                yield matcher
            return
        with self._matching:
            self._baselines = self._baselines or FittedBaselines(self.store)
            yield self._baselines.get(ranker)

    def embed(self, kind: DocumentKind, id: str) -> None:
        """Give a candidate or job its vector, in the graph and in the matcher's index."""
        with self.matching() as matcher:
            matcher.embed("candidate" if kind == "resume" else "job", id)

    def heed(self, candidates: Sequence[str]) -> dict[str, int]:
        """Move these people to where their feedback says; the number of events that count, by candidate."""
        if not self.model():
            return {}
        with self.matching() as matcher:
            return matcher.heed(candidates)

    def extractor(self) -> Extractor:
        """The extractor over the ontology as it is: see `etl.current`."""
        return self._current_extractor.get()

    @cached_property
    def _current_extractor(self) -> CurrentExtractor:
        from etl.current import CurrentExtractor

        return CurrentExtractor(self.store)


def _of(request: Request) -> Services:
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


ServicesDep = Annotated[Services, Depends(_of)]
