"""On which day an advert is likely viewed, told from the views of adverts that share a company, words, an industry or a
place with it: a Gaussian process over the graph (Rasmussen & Williams 2006)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..data import Vectors
from ..geography import distances, locate
from .applicants import Applicants, Asked
from .pair_features import PairFeatures, codes, company_name

DAY_FEATURES: dict[str, str] = {
    "day_expected": "day on which it is expected to be viewed, counted from the median of the training views",
    "day_unsure": "standard deviation of that, in days",
    "day_since": "days from the expected one to the last view",
    "day_likelihood": "log density of the day of the last view",
    "day_last": "days between its expected day and that of the advert viewed last",
    "day_nearest": "the least of these over the viewed adverts",
    "day_mean": "their mean over the viewed adverts",
}
#: How much two adverts covary, in units of the variance of all days, for each thing they share; the product of several
#: counts where they share all of these. Chosen once: under these the days of training people are likeliest given those
#: of others.
WEIGHTS: dict[tuple[str, ...], float] = {
    (): 3.57,
    ("industry",): 0.615,
    ("company",): 0.0613,
    ("company", "word"): 0.0545,
    ("company", "near"): 0.0283,
    ("company", "word", "near"): 0.0233,
    ("word", "near"): 0.0207,
    ("meaning",): 0.0113,
    ("industry", "near"): 0.0046,
    ("near",): 0.0045,
    ("word",): 0.0039,
}
#: What varies from view to view of one advert, and from advert to advert whatever they share.
VIEW_NOISE, ADVERT_NOISE = 0.216, 0.261
#: "near" falls by a factor of e in so many kilometres, "meaning" in so much of the cosine.
NEAR_KM, ALIKE = 30.0, 0.3


class DayFeatures:
    """Expected days of all adverts. That of an advert is told without its own views, so that nobody's view of it can be
    read from it, nor whether anybody viewed it. A person must not be among those fitted on when their own features are
    asked for to train a ranker on.

    Holds one dense matrix [adverts, adverts], and seven such while it is built: 1.4 GB for 7,000 adverts in 32 bits.
    """

    def __init__(self, data: Applicants, pairs: PairFeatures) -> None:
        """`pairs` lends its vectors of titles."""
        self.data = data
        self.names = list(DAY_FEATURES)
        self._kernel = _kernel(data, pairs)
        self._expected = self._spread = np.zeros(0, np.float32)

    def fit(self, people: Sequence[str]) -> None:
        """Learn from the days on which these people viewed adverts; needs two adverts with a day."""
        rows = [
            (item, when)
            for id_ in people
            for item, when in zip(self.data.views[id_], self.data.days[id_], strict=True)
            if when == when
        ]
        adverts, which, views = np.unique([item for item, _ in rows], return_inverse=True, return_counts=True)
        count = len(self.data.items)
        if len(adverts) < 2:
            self._middle, self._expected, self._spread = np.nan, *np.full((2, count), np.nan, np.float32)
            return
        days = np.bincount(which, np.array([when for _, when in rows])) / views
        self._middle, scale = float(np.median(days)), max(float(days.std()), 1e-6)
        values = ((days - self._middle) / scale).astype(np.float32)
        mean, variance = posterior(self._kernel, adverts, values, (VIEW_NOISE / views).astype(np.float32))
        self._expected = np.asarray(mean * scale, np.float32)
        self._spread = np.asarray(np.sqrt(variance) * scale, np.float32)

    def of(self, asked: Asked) -> Vectors:
        """[adverts, features], in the order of `names`."""
        since = self.data.last_day(asked) - self._middle - self._expected
        seen = np.array(asked.context, np.int64)
        none = np.full(len(since), np.nan)
        apart = np.abs(self._expected[None, :] - self._expected[seen][:, None]) if len(seen) else none[None, :]
        found = {
            "day_expected": self._expected,
            "day_unsure": self._spread,
            "day_since": since,
            "day_likelihood": -0.5 * (since / self._spread) ** 2 - np.log(self._spread),
            "day_last": apart[-1],
            "day_nearest": apart.min(axis=0),
            "day_mean": apart.mean(axis=0),
        }
        return np.stack([found[name] for name in self.names], axis=1).astype(np.float32)


def posterior(
    kernel: Vectors, known: npt.NDArray[np.int64], values: Vectors, noise: Vectors
) -> tuple[Vectors, Vectors]:
    """Mean and predictive variance at every node, that of a known one from the others (leave-one-out in closed form,
    Rasmussen & Williams 2006, 5.12).

    Args:
        kernel: [n, n] covariances.
        known: [k] nodes with a value, each once.
        values: [k].
        noise: [k] variances beside that of every node, `ADVERT_NOISE`.
    """
    from scipy.linalg import cho_factor, cho_solve

    across = kernel[:, known]
    covariance = across[known] + np.diag(noise + np.float32(ADVERT_NOISE))
    inverse = cho_solve(cho_factor(covariance), np.eye(len(known), dtype=np.float32))
    weights = inverse @ values
    spread = across @ inverse
    mean = across @ weights
    variance = np.diagonal(kernel) - np.einsum("ij,ij->i", spread, across) + ADVERT_NOISE
    own = np.diagonal(inverse)
    mean[known] = values - weights / own
    variance[known] = 1.0 / own - noise
    return mean.astype(np.float32), np.maximum(variance, ADVERT_NOISE).astype(np.float32)


def _kernel(data: Applicants, pairs: PairFeatures) -> Vectors:
    """[adverts, adverts] covariances, by `WEIGHTS`."""
    items = data.items
    # Adverts without a company are of one feed: together a company of their own.
    company = codes([company_name(item.company) or "-" for item in items])
    word, meaning = pairs.words.astype(np.float32), pairs.meaning
    shared = {
        "company": _same(company),
        "industry": _same(codes([item.industry or "-" for item in items])),
        "word": np.asarray((word @ word.T).toarray(), np.float32),
        "meaning": np.exp((meaning @ meaning.T - 1.0) / ALIKE).astype(np.float32),
        "near": _near([item.places[0] for item in items]),
    }
    total = np.zeros((len(items), len(items)), np.float32)
    for kinds, weight in WEIGHTS.items():
        part = np.full_like(total, weight)
        for kind in kinds:
            part *= shared[kind]
        total += part
    return total


def _same(of: npt.NDArray[np.int64]) -> Vectors:
    return np.asarray(of[:, None] == of[None, :], np.float32)


def _near(places: Sequence[str]) -> Vectors:
    """1 for one city, less with the distance; 0 where it is not known."""
    names = sorted(set(places))
    where = np.array([locate(name) for name in names], np.float64).reshape(-1, 2)
    near: Vectors = np.nan_to_num(np.exp(-distances(where, where) / NEAR_KM), nan=0.0)
    np.fill_diagonal(near, [float(name != "") for name in names])
    row = np.searchsorted(names, places)
    found: Vectors = near[row][:, row]
    return found
