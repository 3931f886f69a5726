"""The applicants' data as a graph for GraphSAGE, with each person's views split anew in every epoch."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from ..baselines.episodes import shown_choices
from ..baselines.sentence import beside_seen, mean_texts
from ..data import EdgeType, Pairs, Vectors, edge_array, reverse
from ..features import TextEncoder, character_vectors
from ..geography import Degrees, locate
from ..model import Aggregation, ModelConfig
from ..training import Episode
from .applicants import Applicants
from .pair_features import company_name

KINDS = ("occupation", "skill", "company", "city", "state")
#: Edges from what a person viewed before, and what they viewed last. They only go towards the person: nobody else
#: learns from them.
SEEN: tuple[EdgeType, ...] = tuple(
    (kind, relation, "candidate") for relation in ("seen_by", "last_seen_by") for kind in KINDS
)
SIGNATURE = 128
#: How far apart cities are alike, in km: a short way to work, and a region.
RANGES = (15.0, 75.0)
_WORD = re.compile(r"[\u4e00-\u9fff]|[a-z0-9+#]{2,}")


class ApplicantGraph:
    """Adverts and people around titles (as occupations), words (as skills), companies and places."""

    def __init__(
        self,
        data: Applicants,
        encoder: TextEncoder,
        people: Sequence[str],
        *,
        edges: bool = True,
        aggregation: Aggregation = "mean",
        shuffled: bool = False,
    ) -> None:
        """`shuffled` gives every edge another end: as many edges, no structure."""
        self.data, self.people = data, list(people)
        self.row = {id_: i for i, id_ in enumerate(self.people)}
        persons = [data.person(id_) for id_ in self.people]
        self.words = _index(_frequent(word for item in data.items for word in words(item.texts[0])))
        self.titles = _index(
            _frequent([item.texts[0] for item in data.items] + [t for p in persons for t in (*p.titles, *p.wishes)])
        )
        self.companies = _index(sorted({company_name(item.company) for item in data.items} - {""}))
        self.cities = _index(sorted({item.places[0] for item in data.items} - {""}))
        self.states = _index(sorted({item.places[1] for item in data.items} - {""}))
        self._item_nodes = [self._around(item.texts[:1], item.places, item.company) for item in data.items]
        self.fixed = self._fixed() if edges else {}
        self.with_edges, self.aggregation = edges, aggregation
        if shuffled:
            self.fixed = {edge: _shuffled(index) for edge, index in self.fixed.items()}
            # Also what the views of people lead to.
            order = np.random.default_rng(7).permutation(len(self._item_nodes))
            self._item_nodes = [self._item_nodes[i] for i in order]
        self.item_vectors = encoder.encode([item.texts[0] for item in data.items])
        self.own_vectors = mean_texts(encoder, [(*p.titles, *p.wishes) for p in persons])
        self.x = {
            "job": torch.from_numpy(np.hstack([self.item_vectors, character_vectors(_first_texts(data))])),
            "occupation": torch.from_numpy(encoder.encode(list(self.titles))),
            "skill": torch.from_numpy(encoder.encode(list(self.words))),
            "company": torch.from_numpy(encoder.encode(list(self.companies))),
            "city": torch.from_numpy(self._city_signatures()),
            "state": torch.from_numpy(signatures(list(self.states))),
        }

    @property
    def config(self) -> ModelConfig:
        """The model that fits."""
        context: dict[str, tuple[int, ...]] = {}
        widths = {kind: int(x.shape[1]) for kind, x in self.features(context).items()}
        if not self.with_edges:
            widths = {kind: widths[kind] for kind in ("candidate", "job")}
        relations = (*self.fixed, *SEEN) if self.with_edges else ()
        return ModelConfig(widths, relations, dropout=0.3, aggregation=self.aggregation)

    def episode(self, context: Mapping[str, tuple[int, ...]], pairs: Pairs) -> Episode:
        """The graph in which people are known to have viewed `context`; these views are no targets."""
        known = Pairs.of((self.row[id_], item, 1.0) for id_, items in context.items() for item in items)
        x = self.features(context)
        if not self.with_edges:
            return Episode({kind: x[kind] for kind in ("candidate", "job")}, {}, pairs, known)
        return Episode(x, self.fixed | self._seen(context), pairs, known)

    def features(self, context: Mapping[str, tuple[int, ...]]) -> dict[str, Tensor]:
        """Features by node type. A person: the means of own titles and of viewed adverts."""
        seen = ((self.row[id_], items) for id_, items in context.items())
        return self.x | {"candidate": torch.from_numpy(beside_seen(self.own_vectors, self.item_vectors, seen))}

    def _around(self, texts: Sequence[str], places: Iterable[str], company: str | None) -> dict[str, list[int]]:
        """Indices of the nodes around something with these texts, by node type."""
        return {
            "occupation": [self.titles[text] for text in texts if text in self.titles],
            "skill": sorted({self.words[word] for text in texts for word in words(text) if word in self.words}),
            "company": [self.companies[name] for name in (company_name(company),) if name],
            "city": [self.cities[place] for place in places if place in self.cities],
            "state": [self.states[place] for place in places if place in self.states],
        }

    def _city_signatures(self) -> Vectors:
        """Alike for near cities, at two ranges, where the map has them; and of their own."""
        where = np.array([locate(name) for name in self.cities], np.float64).reshape(-1, 2)
        parts = [near_signatures(where, range_) for range_ in RANGES]
        return np.hstack([*parts, 0.5 * signatures(list(self.cities))]).astype(np.float32)

    def _fixed(self) -> dict[EdgeType, Tensor]:
        found: dict[EdgeType, list[tuple[int, int]]] = {}
        relations = {"occupation": "for", "skill": "requires", "company": "offered_by"}
        for i, around in enumerate(self._item_nodes):
            for kind, nodes in around.items():
                found.setdefault(("job", relations.get(kind, "located_in"), kind), []).extend(
                    (i, node) for node in nodes
                )
        for i, id_ in enumerate(self.people):
            person = self.data.person(id_)
            for relation, texts in (("held", person.titles), ("wants", person.wishes)):
                around = self._around(texts, (), None)
                for kind in ("occupation", "skill"):
                    found.setdefault(("candidate", relation, kind), []).extend((i, node) for node in around[kind])
            homes = self._around((), person.places, None)
            for kind in ("city", "state"):
                found.setdefault(("candidate", "located_in", kind), []).extend((i, node) for node in homes[kind])
        edges = {edge: torch.from_numpy(edge_array(pairs)) for edge, pairs in found.items()}
        back = {reverse(edge): pairs.flip(0).contiguous() for edge, pairs in edges.items()}
        # Nothing learns from people: the scores of one do not depend on who else is asked about.
        return {edge: pairs for edge, pairs in edges.items() if edge[0] != "candidate"} | back

    def _seen(self, context: Mapping[str, tuple[int, ...]]) -> dict[EdgeType, Tensor]:
        found: dict[EdgeType, list[tuple[int, int]]] = {edge: [] for edge in SEEN}
        for id_, items in context.items():
            for edge in SEEN:
                for item in items if edge[1] == "seen_by" else items[-1:]:
                    found[edge].extend((node, self.row[id_]) for node in self._item_nodes[item][edge[0]])
        return {edge: torch.from_numpy(edge_array(pairs)) for edge, pairs in found.items()}


class ViewSupervision:
    """In each epoch every training person shows their views up to a random one, often none, and the rest is asked for.

    So one model learns to rank both for people with a history and for people with a profile only.
    """

    def __init__(
        self, graph: ApplicantGraph, learners: Sequence[str], judges: Mapping[str, tuple[int, ...]], seed: int
    ):
        self.graph, self.learners, self.judges, self.seed = graph, list(learners), judges, seed
        self.config = graph.config

    def episode(self, epoch: int, /) -> Episode:
        """The split of one epoch."""
        random = np.random.default_rng((self.seed, 17, epoch))
        views = self.graph.data.views
        context: dict[str, tuple[int, ...]] = {}
        rows = []
        for id_ in self.learners:
            items = views[id_]
            shown = shown_choices(len(items), self.graph.data.person(id_).has_profile, random)
            if shown is None:
                continue
            context[id_] = items[:shown]
            # Each person counts alike however much they clicked.
            rows += [(self.graph.row[id_], item, 1.0 / np.sqrt(len(items) - shown)) for item in items[shown:]]
        return self.graph.episode(context, Pairs.of(rows))

    def validation(self) -> Episode:
        """People held out of training; `judges` is what each of them is known to have viewed."""
        views = self.graph.data.views
        asked = {id_: set(views[id_]) - set(shown) for id_, shown in self.judges.items()}
        rows = [(self.graph.row[id_], item, 1.0) for id_, items in asked.items() for item in items]
        return self.graph.episode(self.judges, Pairs.of(rows))


def _shuffled(index: Tensor) -> Tensor:
    order = torch.from_numpy(np.random.default_rng(7).permutation(index.shape[1]))
    return torch.stack([index[0], index[1][order]])


def words(text: str) -> list[str]:
    """Words of a title; Chinese by characters."""
    return _WORD.findall(text)


def near_signatures(where: Degrees, range_: float) -> Vectors:
    """Random Fourier features (Rahimi & Recht 2007) of places [n, 2]: the product of two is about exp(-d^2 / 2 range^2)
    for places d km apart; 0 for a place that is not known."""
    km = where * [111.2, 85.0]
    random = np.random.default_rng(round(range_))
    turns = km @ random.normal(scale=1.0 / range_, size=(2, SIGNATURE)) + random.uniform(0, 2 * np.pi, SIGNATURE)
    return np.asarray(np.nan_to_num(np.cos(turns) * np.sqrt(2.0 / SIGNATURE), nan=0.0), np.float32)


def signatures(names: Sequence[str]) -> Vectors:
    """A random unit vector for each name, always the same one: nearly orthogonal, so that only equals are alike."""
    found = [np.random.default_rng(zlib.crc32(name.encode())).normal(size=SIGNATURE) for name in names]
    rows = np.array(found, np.float32).reshape(len(names), SIGNATURE)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def _frequent(texts: Iterable[str]) -> list[str]:
    """What occurs twice or more: what occurs once joins nothing."""
    return sorted(text for text, count in Counter(texts).items() if count > 1)


def _index(names: Sequence[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def _first_texts(data: Applicants) -> list[str]:
    return [item.texts[0] for item in data.items]
