"""Training pairs for rankers that judge a person and an item together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..data import Indices, Vectors
from .base import BaselineRanker, Query, Task


@dataclass(frozen=True)
class Episode:
    """A training person as if they were asked for: the query with what is shown, and what is to be found."""

    query: Query
    targets: tuple[int, ...]


def episodes(task: Task, random: np.random.Generator, *, repeats: int = 2, held: float = 0.25) -> list[Episode]:
    """Everybody with two choices or more `repeats` times, each time with another `held` part of them hidden; and
    everybody whose words say anything once without context, with every choice to be found."""
    found = []
    for query, chosen in zip(task.queries, task.chosen, strict=True):
        if query.texts and chosen:
            found.append(Episode(task.asked(query, ()), tuple(chosen)))
        for _ in range(repeats if len(chosen) > 1 else 0):
            items = [int(item) for item in random.permutation(chosen)]
            cut = max(1, round(held * len(items)))
            found.append(Episode(task.asked(query, tuple(sorted(items[cut:]))), tuple(sorted(items[:cut]))))
    return found


def shown_choices(choices: int, described: bool, random: np.random.Generator) -> int | None:
    """How many of a person's choices, the oldest, an epoch shows: up to a random one, often none; it asks for the rest.

    Args:
        described: whether their words or profile say anything.

    Returns:
        None where nothing would be known of them: all that could be learned is what is popular.
    """
    hide = described and random.random() < 0.4
    shown = int(random.integers(1, choices)) if choices > 1 and not hide else 0
    return shown if shown or described else None


@dataclass(frozen=True)
class Contrast:
    """Pairs of one episode: `items` [n] with `labels` [n], 1 for targets, and `weights` [n]: how many pairs of the full
    ranking each stands for. Near items are drawn more often than others; without the weights a learner would take what
    is rarely drawn, so rarely seen unchosen, for good."""

    episode: Episode
    items: Indices
    labels: Vectors
    weights: Vectors


def contrasts(
    asked: list[Episode], near: BaselineRanker, random: np.random.Generator, *, hard: int, easy: int, depth: int = 100
) -> list[Contrast]:
    """Targets beside items that were not chosen, in random order: for each target `hard` of the first `depth` that
    `near` ranks, and `easy` of all."""
    found = []
    for start in range(0, len(asked), 256):
        part = asked[start : start + 256]
        for episode, row in zip(part, near.scores([one.query for one in part]), strict=True):
            barred = {*episode.targets, *episode.query.context}
            # Random numbers break ties, or the first items in the catalogue would be the hard ones.
            first = np.lexsort((random.random(len(row)), -row))[: depth + len(barred)]
            some, any_ = (min(n * len(episode.targets), most) for n, most in ((hard, len(first)), (easy, len(row))))
            drawn = np.concatenate(
                [random.choice(first, some, replace=False), random.choice(len(row), any_, replace=False)]
            )
            others = sorted({int(item) for item in drawn} - barred)
            items = random.permutation(np.array([*episode.targets, *others], np.int64))
            missed = (1 - np.isin(items, first) * some / len(first)) * (1 - any_ / len(row))
            labels = np.isin(items, episode.targets)
            weights = np.where(labels, 1.0, 1.0 / (1.0 - missed))
            found.append(Contrast(episode, items, labels.astype(np.float32), weights.astype(np.float32)))
    return found
