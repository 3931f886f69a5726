"""Matches a second by the model in service, over the graph of the settings: `careergraph demo` first."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.timing import measure, summary
from gnn.matching import Matcher
from graph.errors import NotEnoughData
from graph.store import open_store

ASKED = 20


def run(repeat: int = 3, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Time the ten best jobs, with reasons and gaps, for twenty people; and the start of the matcher.

    Raises:
        NoModel: nothing is trained.
        NotEnoughData: there is no candidate.
    """
    with open_store() as store:
        people = [row["id"] for row in store.read("gnn/candidate_ids")]
        if not people:
            raise NotEnoughData("there are no candidates in the graph", fix="Run careergraph demo first")
        made: list[Matcher] = []
        start = measure(lambda: made.append(Matcher(store)), 1)
        matcher = made[0]
        matcher.jobs_for(people[0], k=10)
        asked = list(itertools.islice(itertools.cycle(people), ASKED))
        each: list[float] = []

        def once() -> None:
            for person in asked:
                began = time.perf_counter()
                matcher.jobs_for(person, k=10)
                each.append(time.perf_counter() - began)

        seconds = measure(once, repeat, progress)
        everything = [*people, *(row["id"] for row in store.read("gnn/job_ids"))]
        some = everything[:: max(1, len(everything) // ASKED)]
        _cold_start(matcher, [some[0], some[-1]])
        fresh = _cold_start(matcher, some)
        return summary(
            "matching",
            ASKED,
            "questions",
            seconds,
            candidates=len(people),
            jobs=len(matcher.jobs),
            milliseconds_median=round(1000 * statistics.median(each), 2),
            milliseconds_p95=round(1000 * sorted(each)[int(0.95 * len(each))], 2),
            matcher_start_seconds=round(start[0], 3),
            cold_start_milliseconds_median=round(1000 * statistics.median(fresh), 2),
            cold_start_milliseconds_p95=round(1000 * sorted(fresh)[int(0.95 * len(fresh))], 2),
        )


def _cold_start(matcher: Matcher, ids: Sequence[str]) -> list[float]:
    """Seconds from a document being in the graph to its ten best matches: embedded as if it had just come, and matched
    with reasons and gaps. The process is warm; reading the document is not counted (see `bench extraction`)."""
    seconds = []
    for id_ in ids:
        began = time.perf_counter()
        if id_ in matcher.people:
            matcher.embed("candidate", id_)
            matcher.jobs_for(id_, k=10)
        else:
            matcher.embed("job", id_)
            matcher.people_for(id_, k=10)
        seconds.append(time.perf_counter() - began)
    return seconds
