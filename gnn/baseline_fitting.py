"""Baseline matchers of a running service: fitted when first asked for, anew once the graph has grown."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from threading import Event, Thread

from graph.errors import NotReady
from graph.store import Store

from .baseline_matching import BaselineMatcher
from .baselines.registry import SLOW

Make = Callable[..., BaselineMatcher]


class FittedBaselines:
    """One matcher a ranker. Quick ones are fitted while the request waits, slow ones in the background, where an
    outdated one goes on answering meanwhile. For one thread at a time."""

    def __init__(self, store: Store, make: Make = BaselineMatcher) -> None:
        self.store, self._make = store, make
        self._fitted: dict[str, BaselineMatcher] = {}
        self._fitting: dict[str, Thread] = {}
        self._stop = Event()

    def get(self, name: str) -> BaselineMatcher:
        """The matcher of a ranker, over the graph as it is, or as it was when a slow one was last fitted.

        Raises:
            InputError: there is no such ranker.
            NotEnoughData: the ranker learns from feedback, and there is none.
            NotReady: a slow one is being fitted for the first time.
        """
        known = self._fitted.get(name)
        if known is not None and known.is_current:
            return known
        if name not in SLOW:
            self._fitted[name] = self._make(self.store, name)
            return self._fitted[name]
        if name not in self._fitting:
            self._begin(name)
        if known is None:
            raise NotReady(f"the ranker {name!r} is still being fitted", fix="Ask again in a minute")
        return known

    def close(self) -> None:
        """Stop fitting; it takes a step of training at most."""
        self._stop.set()
        for thread in list(self._fitting.values()):
            thread.join()
        atexit.unregister(self.close)

    def _begin(self, name: str) -> None:
        made = self._make(self.store, name, go_on=lambda _done, _total: not self._stop.is_set())

        def fit() -> None:
            try:
                made.prepare()
                if not self._stop.is_set():
                    self._fitted[name] = made
            finally:
                del self._fitting[name]

        self._fitting[name] = Thread(target=fit, name=f"fit {name}", daemon=True)
        # A thread that computes must not outlive the interpreter.
        atexit.register(self.close)
        self._fitting[name].start()
