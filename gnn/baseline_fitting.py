"""Baseline matchers of a running service: fitted when first asked for, anew once the graph has grown."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from graph.errors import NotReady
from graph.store import Store

from .baseline_matching import BaselineMatcher
from .baselines.registry import SLOW

Make = Callable[..., BaselineMatcher]
log = logging.getLogger("careergraph.baselines")


class FittedBaselines:
    """One matcher a ranker. Quick ones are fitted while the request waits. For slow ones it waits until the graph is
    read; they are fitted in the background, where an outdated one goes on answering meanwhile. `get` is for one thread
    at a time."""

    def __init__(self, store: Store, make: Make = BaselineMatcher) -> None:
        self.store, self._make = store, make
        self._fitted: dict[str, BaselineMatcher] = {}
        self._fitting: dict[str, Thread] = {}
        self._failed: dict[str, Exception] = {}
        self._stop, self._lock = Event(), Lock()

    def get(self, name: str) -> BaselineMatcher:
        """The matcher of a ranker, over the graph as it is, or as it was when a slow one was last fitted.

        Raises:
            InputError: there is no such ranker.
            NotEnoughData: the ranker learns from feedback, and there is none.
            NotReady: a slow one is being fitted for the first time.
            Exception: what made that fit fail, once; the next call begins another.
        """
        busy = name in self._fitting
        known = self._fitted.get(name)
        if known is not None and known.is_current:
            return known
        if name not in SLOW:
            self._fitted[name] = self._make(self.store, name)
            return self._fitted[name]
        failed = self._failed.pop(name, None)
        if failed is not None and known is None:
            raise failed
        if not busy:
            self._begin(name)
        if known is None:
            raise NotReady(f"the ranker {name!r} is still being fitted", fix="Ask again in some minutes")
        return known

    def close(self) -> None:
        """Stop fitting; it takes a step of training at most, or the reading of a model."""
        self._stop.set()
        with self._lock:
            threads = list(self._fitting.values())
        for thread in threads:
            thread.join()
        atexit.unregister(self.close)

    def _begin(self, name: str) -> None:
        made = self._make(self.store, name, go_on=lambda _done, _total: not self._stop.is_set())

        def fit() -> None:
            try:
                made.prepare()
                self._fitted[name] = made
            except Exception as error:  # Told to whoever asks next; its message may hold a person's text.
                if not self._stop.is_set():
                    log.warning("fit of %s failed: %s", name, type(error).__name__)
                    self._failed[name] = error
            finally:
                with self._lock:
                    self._fitting.pop(name, None)

        with self._lock:
            # A thread that computes must not outlive the interpreter.
            atexit.register(self.close)
            self._fitting[name] = Thread(target=fit, name=f"fit {name}", daemon=True)
            self._fitting[name].start()
