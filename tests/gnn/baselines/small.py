"""Three adverts and three people: small enough to rank by hand."""

from __future__ import annotations

from gnn.baselines.base import BaselineRanker, Item, Query, Task
from gnn.data import Vectors

NURSE, DRIVER, CHINESE_NURSE = 0, 1, 2
ITEMS = [
    Item("a", ("nurse", "nurse at ward"), ("Bergen", "V"), "Ward"),
    Item("b", ("truck driver", "driver"), ("Oslo", "O"), "Wheels"),
    Item("c", ("护士", "护士"), ("Oslo", "O"), "Ward"),
]
NIGHT_NURSE = Query("q", ("night nurse",), frozenset({"Oslo", "O"}))
CHINESE = Query("r", ("护士",), frozenset())
NOBODY = Query("s", (), frozenset())
QUERIES = [NIGHT_NURSE, CHINESE, NOBODY]
TASK = Task(ITEMS, QUERIES, [(DRIVER,), (DRIVER, CHINESE_NURSE), (NURSE,)])


def scores(ranker: BaselineRanker, *queries: Query, task: Task = TASK) -> Vectors:
    """Of the ranker fitted on the task."""
    ranker.fit(task)
    return ranker.scores(queries)


def looking(*context: int) -> Query:
    """Somebody new of whom nothing is known but what they looked at."""
    return TASK.asked(Query("new", (), frozenset()), context)
