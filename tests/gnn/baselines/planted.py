"""An invented task whose answer is known: people stay in one town and one trade, and some adverts draw more of them."""

from __future__ import annotations

import numpy as np

from gnn.baselines.base import Item, Query, Task

TRADES = ("night nurse", "truck driver", "pastry cook", "数据分析师")
TOWNS = ("Bergen", "Oslo", "Graz")
EACH, PEOPLE = 6, 9
#: Nobody chose the last advert of a cell: it is new.
_DRAW = np.array([11.0, 5.0, 2.0, 1.0, 1.0, 0.0]) / 20


def items() -> list[Item]:
    """72 adverts: 6 for each trade in each town, shuffled so that their order says nothing."""
    cells = [(town, trade, n) for town in TOWNS for trade in TRADES for n in range(EACH)]
    mixed = np.random.default_rng(1).permutation(len(cells))
    found = []
    for place, (town, trade, n) in enumerate(cells[i] for i in mixed):
        order = float(100 * TRADES.index(trade) + place)
        found.append(Item(f"{town} {trade} {n}", (trade, trade), (town, town[0]), f"{trade} of {town}", order))
    return found


def planted() -> tuple[Task, list[Query], list[tuple[int, ...]]]:
    """Training task; then people to ask for, and what they would choose. Half of the people to ask for are cold."""
    random = np.random.default_rng(2)
    adverts = items()
    index = {item.id: i for i, item in enumerate(adverts)}
    queries, chosen, asked, targets = [], [], [], []
    for town in TOWNS:
        for trade in TRADES:
            cell = np.array([index[f"{town} {trade} {n}"] for n in range(EACH)])
            for n in range(PEOPLE + 2):
                own = tuple(int(i) for i in random.choice(cell, 3, replace=False, p=_DRAW))
                name, words = f"person {len(queries) + len(asked)}", (trade,) if n % 2 == 0 else ()
                if n < PEOPLE:
                    queries.append(Query(name, words, frozenset({town, town[0]} if n % 2 == 0 else ())))
                    chosen.append(own)
                elif n == PEOPLE:
                    asked.append(Query(name, words, frozenset({town, town[0]}), own[:2]))
                    targets.append(own[2:])
                else:
                    asked.append(Query(name, (trade,), frozenset({town, town[0]})))
                    targets.append(own)
    return Task(adverts, queries, chosen), asked, targets
