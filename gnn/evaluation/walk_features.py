"""What walks over the graph of people, places, companies and words tell of an applicant and an advert."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..data import Vectors
from .applicants import Applicants, Asked
from .pair_features import FADE, Codes, codes, company_name

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WALK_FEATURES: dict[str, str] = {
    "place_walk_last": "log lift of its city in walks from the city of the last viewed advert (or of the profile)",
    "place_walk": "the same from all viewed adverts, later ones counting more",
    "place_people": "logarithm of the number of people who tie its city to that of the last",
    "company_walk": "log lift of its company in walks from the viewed companies",
    "word_walk": "mean log lift of its title's words in walks from the words of viewed titles",
    "word_walk_profile": "the same from the words of former and wished titles",
}
#: Probability to go on at each step (random walk with restart, Tong, Faloutsos & Pan 2006).
GO_ON = 0.6
#: Weight of a city that a title names, beside a person who viewed adverts in both.
NAMED = 0.5
_WORD = re.compile(r"[\u4e00-\u9fff]|[a-z0-9+#]{2,}")


class Walk:
    """Random walks with restart over one kind of nodes that share members, in closed form (dense: up to some
    thousand nodes)."""

    def __init__(self, members: csr_matrix, extra: csr_matrix | None = None) -> None:
        """`members` [members, nodes] counts; each member ties its nodes, with one unit of weight for each node."""
        size = np.asarray(members.sum(axis=1)).ravel()
        spread = members.multiply((1.0 / np.maximum(size - 1, 1.0))[:, None]).tocsr()
        ties = (members.T @ spread).toarray().astype(np.float32)
        self.people = ((members > 0).astype(np.float32).T @ (members > 0).astype(np.float32)).toarray()
        if extra is not None:
            ties += extra.toarray()
        np.fill_diagonal(ties, 0.0)
        degree = ties.sum(axis=1)
        step = ties / np.maximum(degree, 1e-9)[:, None]
        count = len(degree)
        self.reach = np.linalg.solve(
            np.eye(count, dtype=np.float32) - GO_ON * step, (1 - GO_ON) * np.eye(count, dtype=np.float32)
        )
        usual = (degree + 1.0) / float((degree + 1.0).sum())
        self.usual = usual.astype(np.float32)

    def lift(self, seeds: Codes, weight: Vectors) -> Vectors:
        """log of how much likelier a walk from the seeds ends at each node than elsewhere; 0 at least."""
        if not len(seeds):
            return np.zeros(len(self.usual), np.float32)
        mass = (weight / weight.sum()) @ self.reach[seeds]
        return np.asarray(np.log1p(mass / self.usual), np.float32)


class WalkFeatures:
    """Walks over what the training people viewed and where anybody worked. A person must not be among `people` when
    their own features are asked for to train a ranker on."""

    def __init__(self, data: Applicants) -> None:
        self.data = data
        self.names = list(WALK_FEATURES)
        items = data.items
        self._cities = {name: i for i, name in enumerate(sorted({item.places[0] for item in items} - {""}))}
        self._city = np.array([self._cities.get(item.places[0], -1) for item in items], np.int64)
        self._company = codes([company_name(item.company) for item in items])
        texts = [_words(item.texts[0]) for item in items]
        often = Counter(word for words in texts for word in set(words))
        self._vocabulary = {word: i for i, word in enumerate(sorted(w for w, n in often.items() if n > 2))}
        self._words = _incidence([self._known(words) for words in texts], len(self._vocabulary))
        self._title_length = np.maximum(np.asarray(self._words.sum(axis=1)).ravel(), 1.0)
        self._named = self._named_cities()

    def fit(self, people: Sequence[str]) -> None:
        """Count what these people viewed."""
        views = [np.array(self.data.views[id_], np.int64) for id_ in people]
        own = {id_: set(self.data.views[id_]) for id_ in people}
        homes = []
        for id_, person in self.data.people.items():
            seen = {int(self._city[item]) for item in own.get(id_, ())}
            homes.append(sorted((seen | {self._cities[p] for p in person.places if p in self._cities}) - {-1}))
        self.place = Walk(_incidence(homes, len(self._cities)), self._named)
        companies = [sorted(set(self._company[seen].tolist()) - {-1}) for seen in views]
        self.company = Walk(_incidence(companies, int(self._company.max(initial=0)) + 1))
        read = [sorted(set(self._words[seen].indices.tolist())) for seen in views]
        self.word = Walk(_incidence(read, len(self._vocabulary)))

    def of(self, asked: Asked) -> Vectors:
        """[adverts, features], in the order of `names`."""
        person = self.data.person(asked.id)
        seen = np.array(asked.context, np.int64)
        fade = (FADE ** np.arange(len(seen))[::-1]).astype(np.float32)
        homes = np.array(sorted(self._cities[p] for p in person.places if p in self._cities), np.int64)
        cities = self._city[seen]
        starts = cities[cities >= 0] if (cities >= 0).any() else homes
        weight = fade[cities >= 0] if (cities >= 0).any() else np.ones(len(homes), np.float32)
        companies = self._company[seen]
        last = starts[-1:] if len(seen) else starts
        ties = self.place.people[last].sum(axis=0) if len(last) else np.zeros(len(self._cities), np.float32)
        read = self._words[seen].indices.astype(np.int64)
        said = self._known(word for text in (*person.titles, *person.wishes) for word in _words(text))
        found = {
            "place_walk_last": _at(self.place.lift(last, np.ones(len(last), np.float32)), self._city),
            "place_walk": _at(self.place.lift(starts, weight), self._city),
            "place_people": _at(np.log1p(ties), self._city),
            "company_walk": _at(self.company.lift(companies[companies >= 0], fade[companies >= 0]), self._company),
            "word_walk": self._words @ self.word.lift(read, np.ones(len(read), np.float32)) / self._title_length,
            "word_walk_profile": self._words
            @ self.word.lift(np.array(said, np.int64), np.ones(len(said), np.float32))
            / self._title_length,
        }
        return np.stack([found[name] for name in self.names], axis=1).astype(np.float32)

    def _known(self, words: Iterable[str]) -> list[int]:
        return [self._vocabulary[word] for word in words if word in self._vocabulary]

    def _named_cities(self) -> csr_matrix:
        """Ties between the city of an advert and another city of its state that its text names."""
        from scipy.sparse import coo_matrix

        by_state: dict[str, list[tuple[str, int]]] = {}
        for name, i in self._cities.items():
            town, _, state = name.rpartition(", ")
            if len(town) > 3:
                by_state.setdefault(state, []).append((f" {town} ", i))
        rows, columns = [], []
        for item, city in zip(self.data.items, self._city, strict=True):
            text = " " + re.sub(r"\W+", " ", item.texts[0]) + " "
            for town, other in by_state.get(item.places[1], ()):
                if other != city and city >= 0 and town in text:
                    rows += [city, other]
                    columns += [other, city]
        values = np.full(len(rows), NAMED, np.float32)
        return coo_matrix((values, (rows, columns)), shape=(len(self._cities), len(self._cities))).tocsr()


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _incidence(rows: Sequence[Sequence[int]], columns: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(row) for row in rows)])
    flat = np.array([column for row in rows for column in row], np.int64)
    found = csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(rows), columns))
    found.sum_duplicates()
    return found


def _at(values: Vectors, of: Codes) -> Vectors:
    """The value of each advert's node; 0 where it has none."""
    padded = np.append(values, np.float32(0.0))
    return np.asarray(padded[np.where(of < 0, len(values), of)], np.float32)
