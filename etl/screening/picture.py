"""The confusion matrix as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .evaluation import Screening


def draw_confusion(found: Screening, path: Path) -> None:
    """Draw counts [true, predicted] of the classifier in question; a row's colour is its share of the true label.

    Labels that are confused stand side by side (leaves of an average-linkage tree over the confusions), so that what
    belongs together shows as blocks.

    Args:
        path: .png, .svg or .pdf; its folder is made if need be.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    order = _side_by_side(found)
    counts = found.confusion[np.ix_(order, order)]
    labels = [found.labels[at] for at in order]
    size = max(4.0, 0.42 * len(labels) + 2)
    figure = Figure(figsize=(size, size), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right", rotation_mode="anchor", fontsize=8)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[row, column] > 0.55 else "black"
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xlabel("predicted")
    axes.set_ylabel("stated by the person")
    right = float((found.truth == found.outcomes[-1].predictions).mean())
    axes.set_title(f"{found.outcomes[-1].name}: {len(found.truth)} resumes, {right:.1%} right", fontsize=10)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None} if path.suffix == ".png" else None)


def _side_by_side(found: Screening) -> list[int]:
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    count = len(found.labels)
    if count < 3:
        return list(range(count))
    shares = found.confusion / np.maximum(found.confusion.sum(axis=1, keepdims=True), 1)
    apart = 1.0 - np.minimum(1.0, (shares + shares.T) / 2)
    np.fill_diagonal(apart, 0.0)
    near = squareform(apart, checks=False)
    return [int(at) for at in leaves_list(optimal_leaf_ordering(linkage(near, "average"), near))]
