"""What can be told of one applicant and one advert side by side, for every advert at once; no graph is walked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..baselines.base import Query
from ..baselines.sentence import mean_texts
from ..baselines.tfidf import TfIdf
from ..data import Vectors
from ..features import TextEncoder, character_vectors
from ..geography import Degrees, distances, locate
from .applicants import Applicants, Asked, clean

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Codes = npt.NDArray[np.int64]
#: One value for each advert, or one for all of them.
Value = Vectors | float
#: Weight of a viewed advert over that of the next later one.
FADE = 0.7
#: Adverts within so many kilometres of a viewed one are near.
NEAR_KM = 40.0
#: Bandwidth of the season of a company, in days; and how many views from all companies it starts with.
SEASON, PRIOR = 7.0, 3.0

#: name -> what it says of the advert, seen from the person. "Last" is the advert viewed last.
FEATURES: dict[str, str] = {
    "city_last": "in the city of the last",
    "city_share": "share of viewed adverts in its city, later ones counting more",
    "city_profile": "in a city of the profile",
    "state_last": "in the state of the last",
    "state_share": "share of viewed adverts in its state, later ones counting more",
    "state_profile": "in a state of the profile",
    "distance_last": "logarithm of the kilometres between its city and that of the last",
    "distance_mean": "logarithm of the mean of these distances over the viewed, later ones counting more",
    "distance_nearest": "logarithm of the kilometres to the nearest city of a viewed advert",
    "distance_profile": "the same to the nearest city of the profile",
    "nearer_last": "logarithm of the number of adverts that are nearer to the last",
    "nearer_profile": "the same to the profile",
    "city_named": "its title or headline names a city of a viewed advert",
    "city_adverts": "logarithm of the number of adverts in its city",
    "company_last": "from the company of the last",
    "company_share": "share of viewed adverts from its company",
    "company_profile": "from a former employer",
    "company_adverts": "logarithm of the number of adverts of its company, 0 if no company is named",
    "title_same": "the title of a viewed advert",
    "title_adverts": "logarithm of the number of adverts with its title",
    "industry_same": "1 if its industry is that of a viewed advert, -1 if it is another, 0 if unknown",
    "industry_known": "has an industry",
    "word_last": "TF-IDF cosine of titles with the last",
    "word_max": "the same, best of the viewed",
    "word_mean": "the same, mean of the viewed",
    "character_last": "cosine of character n-grams of titles with the last",
    "character_max": "the same, best of the viewed",
    "meaning_last": "cosine of sentence vectors of titles with the last",
    "meaning_max": "the same, best of the viewed",
    "meaning_mean": "the same, with the mean of the viewed",
    "meaning_near": "logarithm of the number of near adverts that are more alike by `meaning_mean`",
    "wish_word": "TF-IDF cosine with a wished position, best",
    "wish_meaning": "cosine of sentence vectors with a wished position, best",
    "held_word": "TF-IDF cosine with a former title, best",
    "held_meaning": "cosine of sentence vectors with a former title, best",
    "company_season": "log density of views of other adverts of its company around the day of the last view",
    "title_season": "the same of its title",
    "viewers": "logarithm of the number of people who viewed it",
    "viewed": "number of viewed adverts",
    "cities_viewed": "number of cities of the viewed adverts",
    "companies_viewed": "number of companies of the viewed adverts",
    "adverts_last_city": "logarithm of the number of adverts in the city of the last",
    "adverts_last_state": "logarithm of the number of adverts in the state of the last",
    "pause": "logarithm of the days between the last view and the one before",
}
#: Only with the order of posting.
ORDER_FEATURES: dict[str, str] = {
    "order_last": "logarithm of the distance to the last in the order of posting",
    "order_nearest": "the same to the nearest viewed",
    "order_near": "logarithm of the number of near adverts that are nearer to the last in the order of posting",
    "order_sign": "posted after the last, signed logarithm of the distance",
    "age": "how many were posted after it by the day of the last view, below 0 if it was not yet posted",
    "age_last": "the same of the last",
}


class PairFeatures:
    """Features of an applicant with all adverts: [adverts, features] for each.

    Nothing is learnt from views but when companies and titles were viewed, and how far the order of posting had come
    on which day (`fit`); and that for an advert without the views of itself, so that nobody's views can be read from
    it. In the features of a person who is among those fitted on, leave-one-out is up to the caller.
    """

    def __init__(self, data: Applicants, encoder: TextEncoder, people: Sequence[str], *, order: bool) -> None:
        """`people` are all who will be asked about; `order` allows the order of posting."""
        self.data = data
        self.names = [*FEATURES, *(ORDER_FEATURES if order else ())]
        items = data.items
        self.city = codes([item.places[0] for item in items])
        self.state = codes([item.places[1] for item in items])
        self.company = codes([company_name(item.company) for item in items])
        self.title = codes([item.texts[0] for item in items])
        self.industry = codes([item.industry or "" for item in items])
        self.order = np.array([np.nan if item.order is None else item.order for item in items], np.float64)
        self._word = TfIdf()
        self._word.fit(data.task([]))
        self._character = character_vectors([item.texts[0] for item in items])
        self._meaning = encoder.encode([item.texts[0] for item in items])
        self._rows_of_place = [rows_by_name([item.places[level] for item in items]) for level in (0, 1)]
        self._rows_of_company = rows_by_name([company_name(item.company) for item in items])
        self._texts = [" ".join(item.texts) for item in items]
        self._named: dict[str, Vectors] = {}
        self._static = {
            "city_adverts": frequency(self.city),
            "company_adverts": frequency(self.company),
            "title_adverts": frequency(self.title),
            "industry_known": (self.industry >= 0).astype(np.float32),
        }
        self._in_state = frequency(self.state)
        self._where = np.array([locate(item.places[0]) for item in items], np.float64).reshape(-1, 2)
        profiles = [data.person(id_) for id_ in people]
        texts = sorted({text for person in profiles for text in (*person.titles, *person.wishes)})
        self._profile_row = {text: i for i, text in enumerate(texts)}
        self._profile_meaning = mean_texts(encoder, [[text] for text in texts])

    @property
    def words(self) -> csr_matrix:
        """TF-IDF vectors of the titles of adverts, [adverts, terms], each of length 1."""
        return self._word.items

    @property
    def meaning(self) -> Vectors:
        """Sentence vectors of the same, [adverts, width], each of length 1."""
        return self._meaning

    def fit(self, people: Sequence[str]) -> None:
        """Learn when companies and titles were viewed by these people."""
        rows = [
            (item, when)
            for id_ in people
            for item, when in zip(self.data.views[id_], self.data.days[id_], strict=True)
            if when == when
        ]
        viewed = [item for id_ in people for item in self.data.views[id_]]
        self._viewers = np.log1p(np.bincount(viewed, minlength=len(self.data.items))).astype(np.float32)
        self._item = np.array([item for item, _ in rows], np.int64)
        self._day = np.array([when for _, when in rows], np.float64)
        by_day = np.argsort(self._day, kind="stable")
        self._front_day = self._day[by_day]
        self._front = np.maximum.accumulate(np.nan_to_num(self.order[self._item[by_day]], nan=0.0))

    def of(self, asked: Asked) -> Vectors:
        """[adverts, features], in the order of `names`."""
        found: dict[str, Value] = dict(self._static)
        seen = np.array(asked.context, np.int64)
        found |= self._place(asked, seen) | self._around(asked, seen) | self._text(asked, seen)
        when = self.data.last_day(asked)
        found["company_season"] = self._season(self.company, when)
        found["title_season"] = self._season(self.title, when)
        found["viewers"] = self._viewers
        found |= self._posted(seen, when)
        found |= self._among_near(seen, found)
        columns = np.zeros((len(self.data.items), len(self.names)), np.float32)
        for i, name in enumerate(self.names):
            columns[:, i] = found[name]
        return columns

    def _place(self, asked: Asked, seen: Codes) -> dict[str, Vectors]:
        person = self.data.person(asked.id)
        cities = {self.data.items[i].places[0] for i in asked.context} - {""}
        homes = np.array([locate(place) for place in sorted(person.places)], np.float64).reshape(-1, 2)
        homes = homes[~np.isnan(homes).any(axis=1)]
        return self._distances(seen, homes) | {
            "city_last": same(self.city, self.city[seen[-1:]]),
            "city_share": share(self.city, self.city[seen]),
            "city_profile": self._marked(self._rows_of_place[0], person.places),
            "state_last": same(self.state, self.state[seen[-1:]]),
            "state_share": share(self.state, self.state[seen]),
            "state_profile": self._marked(self._rows_of_place[1], person.places),
            "city_named": np.max([self._zeros, *(self._names_city(city) for city in sorted(cities))], axis=0),
        }

    def _distances(self, seen: Codes, homes: Degrees) -> dict[str, Vectors]:
        none = np.full(len(self.data.items), np.nan, np.float32)
        found = {name: none for name in FEATURES if name.startswith(("distance_", "nearer_"))}
        if len(seen):
            apart = distances(self._where[seen], self._where)
            # A city that is not on the map is still near itself.
            apart[(self.city[seen][:, None] == self.city[None, :]) & (self.city[None, :] >= 0)] = 0.0
            weight = np.where(np.isnan(apart), 0.0, FADE ** np.arange(len(seen))[::-1][:, None])
            total = weight.sum(axis=0)
            mean = np.where(
                total > 0, np.nansum(np.nan_to_num(apart) * weight, axis=0) / np.maximum(total, 1e-9), np.nan
            )
            found["distance_last"] = np.log1p(apart[-1])
            found["distance_mean"] = np.log1p(mean).astype(np.float32)
            found["distance_nearest"] = np.log1p(np.fmin.reduce(apart, axis=0))
            found["nearer_last"] = nearer(apart[-1])
        if len(homes):
            apart = np.fmin.reduce(distances(homes, self._where), axis=0)
            found["distance_profile"] = np.log1p(apart)
            found["nearer_profile"] = nearer(apart)
        return found

    def _around(self, asked: Asked, seen: Codes) -> dict[str, Value]:
        person = self.data.person(asked.id)
        last = seen[-1:]
        known = self.industry[seen][self.industry[seen] >= 0]
        industry = np.where(self.industry < 0, 0.0, np.where(np.isin(self.industry, known), 1.0, -1.0))
        days = [day for day in asked.days if day == day]
        return {
            "company_last": same(self.company, self.company[last]),
            "company_share": share(self.company, self.company[seen]),
            "company_profile": self._marked(self._rows_of_company, person.employers),
            "title_same": same(self.title, self.title[seen]),
            "industry_same": industry.astype(np.float32) if len(known) else self._zeros,
            "viewed": float(len(seen)),
            "cities_viewed": float(len(set(self.city[seen].tolist()))),
            "companies_viewed": float(len(set(self.company[seen].tolist()))),
            "adverts_last_city": float(self._static["city_adverts"][last[0]]) if len(last) else np.nan,
            "adverts_last_state": float(self._in_state[last[0]]) if len(last) else np.nan,
            "pause": float(np.log10(days[-1] - days[-2] + 1e-4)) if len(days) > 1 else np.nan,
        }

    def _text(self, asked: Asked, seen: Codes) -> dict[str, Vectors]:
        none = np.full(len(self.data.items), np.nan, np.float32)
        found = {name: none for name in FEATURES if name.startswith(("word_", "character_", "meaning_"))}
        if len(seen):
            word = np.asarray((self._word.items[seen] @ self._word.items.T).toarray(), np.float32)
            character = self._character[seen] @ self._character.T
            meaning = self._meaning[seen] @ self._meaning.T
            mean = self._meaning[seen].mean(axis=0)
            found = {
                "word_last": word[-1],
                "word_max": word.max(axis=0),
                "word_mean": word.mean(axis=0),
                "character_last": character[-1],
                "character_max": character.max(axis=0),
                "meaning_last": meaning[-1],
                "meaning_max": meaning.max(axis=0),
                "meaning_mean": self._meaning @ (mean / max(float(np.linalg.norm(mean)), 1e-9)),
            }
        person = self.data.person(asked.id)
        for name, texts in (("wish", person.wishes), ("held", person.titles)):
            found[f"{name}_word"] = found[f"{name}_meaning"] = none
            if texts:
                rows = [self._profile_row[text] for text in texts]
                found[f"{name}_word"] = self._word.scores([Query("", (text,), frozenset()) for text in texts]).max(
                    axis=0
                )
                found[f"{name}_meaning"] = (self._profile_meaning[rows] @ self._meaning.T).max(axis=0)
        return found

    def _among_near(self, seen: Codes, found: Mapping[str, Value]) -> dict[str, Value]:
        """How many of the adverts near to the viewed ones are better by one feature."""
        if not len(seen):
            return {"meaning_near": np.nan, "order_near": np.nan}
        near = np.asarray(found["distance_nearest"]) <= np.log1p(NEAR_KM)
        ranked: dict[str, Value] = {"meaning_near": better(-np.asarray(found["meaning_mean"]), near)}
        if "order_last" in found:
            ranked["order_near"] = better(np.broadcast_to(found["order_last"], near.shape), near)
        return ranked

    def _season(self, of: Codes, when: float) -> Vectors:
        """log of (views of the group around the day + prior) over (views of the group + prior), relative to all."""
        if when != when or not len(self._day):
            return np.full(len(of), np.nan, np.float32)
        weight = np.exp(-0.5 * ((self._day - when) / SEASON) ** 2)
        group, count = of[self._item], int(of.max(initial=0)) + 1
        known = group >= 0
        overall = weight.mean() + 1e-6
        near = np.bincount(group[known], weight[known], minlength=count)
        total = np.bincount(group[known], minlength=count).astype(np.float64)
        own = np.bincount(self._item, weight, minlength=len(of))
        own_total = np.bincount(self._item, minlength=len(of))
        here = np.maximum(of, 0)
        rest, views = np.maximum(near[here] - own, 0.0), np.maximum(total[here] - own_total, 0.0)
        found = np.log((rest + PRIOR * overall) / ((views + PRIOR) * overall))
        return np.where(of < 0, 0.0, found).astype(np.float32)

    def _posted(self, seen: Codes, when: float) -> dict[str, Value]:
        if "order_last" not in self.names:
            return {}
        found: dict[str, Value] = dict.fromkeys(ORDER_FEATURES, np.nan)
        if len(seen) and not np.isnan(self.order[seen]).any():
            gap = self.order[None, :] - self.order[seen][:, None]
            found["order_last"] = np.log1p(np.abs(gap[-1])).astype(np.float32)
            found["order_nearest"] = np.log1p(np.abs(gap).min(axis=0)).astype(np.float32)
            found["order_sign"] = (np.sign(gap[-1]) * np.log1p(np.abs(gap[-1]))).astype(np.float32)
        if when == when and len(self._front):
            place = int(np.searchsorted(self._front_day, when, side="right"))
            front = self._front[max(place - 1, 0)]
            found["age"] = (front - self.order).astype(np.float32)
            if len(seen):
                found["age_last"] = float(front - self.order[seen[-1]])
        return found

    def _marked(self, rows: Mapping[str, Codes], names: Iterable[str]) -> Vectors:
        """1 for the adverts of these names."""
        found = self._zeros
        for name in names:
            found[rows.get(name, [])] = 1.0
        return found

    def _names_city(self, city: str) -> Vectors:
        """Whether an advert's text names the city (written as "town, STATE")."""
        if city not in self._named:
            town = city.rpartition(", ")[0] or city
            self._named[city] = np.array([town in text for text in self._texts], np.float32)
        return self._named[city]

    @property
    def _zeros(self) -> Vectors:
        return np.zeros(len(self.data.items), np.float32)


def codes(names: Sequence[str]) -> Codes:
    """A number for each name; -1 for the empty one."""
    index = {name: i for i, name in enumerate(sorted({name for name in names if name}))}
    return np.array([index.get(name, -1) for name in names], np.int64)


def rows_by_name(names: Sequence[str]) -> dict[str, Codes]:
    """Where each name stands; the empty one is left out."""
    rows: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        rows.setdefault(name, []).append(i)
    return {name: np.array(found, np.int64) for name, found in rows.items() if name}


def frequency(of: Codes) -> Vectors:
    """Logarithm of how many share the code; 0 without one."""
    counts = np.bincount(of[of >= 0], minlength=int(of.max(initial=0)) + 1)
    return np.where(of < 0, 0.0, np.log1p(counts[np.maximum(of, 0)])).astype(np.float32)


def nearer(apart: Vectors) -> Vectors:
    """Logarithm of how many are nearer; NaN where the distance is not known."""
    found = np.log1p(np.searchsorted(np.sort(apart), apart, side="left"))
    return np.where(np.isnan(apart), np.nan, found).astype(np.float32)


def better(values: Vectors, among: npt.NDArray[np.bool_]) -> Vectors:
    """Logarithm of how many of `among` have a smaller value than each."""
    return np.asarray(np.log1p(np.searchsorted(np.sort(values[among]), values, side="left")), np.float32)


def same(of: Codes, seen: Codes) -> Vectors:
    """1 where the code is among the seen ones."""
    return (np.isin(of, seen) & (of >= 0)).astype(np.float32)


def share(of: Codes, seen: Codes) -> Vectors:
    """Share of the seen codes (oldest first) that are this one; each counts `FADE` of the next."""
    weight = FADE ** np.arange(len(seen))[::-1]
    total = np.zeros(int(of.max(initial=0)) + 1)
    np.add.at(total, seen[seen >= 0], weight[seen >= 0])
    return np.where(of < 0, 0.0, total[np.maximum(of, 0)] / max(float(weight.sum()), 1e-9)).astype(np.float32)


def company_name(name: str | None) -> str:
    """Lower case; empty where the advert names none."""
    found = clean(name or "")
    return "" if found in {"na", "n/a", "none", "confidential"} else found
