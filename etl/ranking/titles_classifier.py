"""A linear classifier of titles with a narrow waist: hashed features, their mean vector, a softmax over occupations.

Joulin et al., "Bag of Tricks for Efficient Text Classification", 2017. Used with numpy alone; training needs torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import NotEnoughData

from .titles_features import Floats, Hashing

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ClassifierTraining:
    """How a classifier is trained; `rate` falls linearly to 0."""

    width: int = 128
    epochs: int = 8
    batch: int = 128
    rate: float = 0.01
    dropout: float = 0.2
    smoothing: float = 0.1
    seed: int = 0


@dataclass(frozen=True)
class TitleClassifier:
    """Weights: `table` [buckets, width], `out` [classes, width], `bias` [classes]; and what the classes are."""

    classes: tuple[str, ...]
    hashing: Hashing
    table: Floats
    out: Floats
    bias: Floats

    def log_probabilities(self, rows: csr_matrix) -> Floats:
        """[texts, buckets] of `hashing` to [texts, classes]."""
        found: Floats = np.asarray(rows @ self.table, np.float32) @ self.out.T + self.bias
        found -= found.max(axis=1, keepdims=True)
        found -= np.log(np.exp(found).sum(axis=1, keepdims=True))
        return found


def train_classifier(
    rows: csr_matrix,
    labels: NDArray[np.int64],
    classes: Sequence[str],
    hashing: Hashing,
    how: ClassifierTraining | None = None,
    *,
    progress: Progress | None = None,
) -> TitleClassifier:
    """Fit to labelled titles: `rows` [titles, buckets] of `hashing`, `labels` the class of each.

    Raises:
        NotEnoughData: no titles.
    """
    import torch

    how = how or ClassifierTraining()
    if not len(labels):
        raise NotEnoughData("there are no labelled titles to learn from")
    torch.manual_seed(how.seed)
    table = torch.nn.EmbeddingBag(rows.shape[1], how.width, mode="sum", sparse=True)
    torch.nn.init.normal_(table.weight, std=0.1)
    out = torch.nn.Linear(how.width, len(classes))
    torch.nn.init.zeros_(out.weight)
    optimizers: tuple[Any, Any] = (
        torch.optim.SparseAdam(list(table.parameters()), lr=how.rate),
        torch.optim.Adam(out.parameters(), lr=how.rate / 2),
    )
    rates = (how.rate, how.rate / 2)
    dice = np.random.default_rng(how.seed)
    target, n, done = torch.from_numpy(labels), len(labels), 0
    for _ in range(how.epochs):
        order = dice.permutation(n)
        for start in range(0, n, how.batch):
            chosen = order[start : start + how.batch]
            part = rows[chosen]
            inside = table(
                torch.from_numpy(part.indices).long(),
                torch.from_numpy(part.indptr[:-1]).long(),
                per_sample_weights=torch.from_numpy(part.data),
            )
            logits = out(torch.nn.functional.dropout(inside, how.dropout))
            loss = torch.nn.functional.cross_entropy(logits, target[chosen], label_smoothing=how.smoothing)
            for optimizer, rate in zip(optimizers, rates, strict=True):
                optimizer.param_groups[0]["lr"] = rate * (1 - done / (how.epochs * n))
                optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            for optimizer in optimizers:
                optimizer.step()
            done += len(chosen)
            if progress:
                progress(done, how.epochs * n)
    with torch.no_grad():
        seen = (hashing.idf > 0)[:, None]  # A column that no text used keeps its random start: it must not speak.
        weights = np.where(seen, table.weight.numpy(), 0).astype(np.float32)
        return TitleClassifier(
            tuple(classes), hashing, weights, out.weight.numpy().copy(), out.bias.detach().numpy().copy()
        )
