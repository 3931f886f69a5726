"""O*NET as a message-passing graph around one kind of link, and GraphSAGE trained to predict that link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import torch

from ..data import EdgeType, Indices, Pairs, Vectors, edge_array, reverse
from ..features import TextEncoder
from ..model import ModelConfig
from ..training import Episode, TrainConfig, train
from .occupation_views import OccupationViews
from .occupations import Edge, OccupationTables, Relation

#: An element passes messages where an occupation needs it this much more than the usual one does (importance is 1..5).
LIFT = 0.75
#: Characters of SOC codes that name the groups.
GROUPS = (2, 4, 6)
#: A tool (or technology, as context) passes messages if this many occupations have it.
SHARED = (2, 60)
#: Share of the links that an epoch asks for, and that stops the training.
ASKED, VALID = 0.3, 0.06
Marks = npt.NDArray[np.bool_]


class OccupationGraph:
    """Node features and the edges that are no supervision; the link itself comes with each training."""

    def __init__(
        self, tables: OccupationTables, relation: Relation, views: OccupationViews, encoder: TextEncoder
    ) -> None:
        own = {code: i for i, code in enumerate(views.codes)}
        elements = _index(name for _, name, _ in tables.elements)
        groups = _index(code[:n] for code in own for n in GROUPS)
        tools = _telling(tables.tools)
        uses = tables.technology if relation == "technology" else _telling(tables.technology)
        named = {"element": elements, "tool": _index(name for _, name in tools)}
        # Every technology is a target, used or not; as context only those that tell something are nodes.
        named["skill"] = _index(tables.technologies if relation == "technology" else (name for _, name in uses))
        named["kind"] = _index(tables.kinds[name] for name in named["skill"])
        edges: dict[EdgeType, Indices] = {
            ("occupation", "needs", "element"): np.argwhere(views.importance >= LIFT).T,
            ("occupation", "in_group", "group"): edge_array((own[c], groups[c[:n]]) for c in own for n in GROUPS),
            ("occupation", "uses_tool", "tool"): edge_array((own[c], named["tool"][name]) for c, name in tools),
            ("skill", "kind_of", "kind"): edge_array(
                (i, named["kind"][tables.kinds[name]]) for name, i in named["skill"].items()
            ),
        }
        if relation == "technology":
            edges["occupation", "related", "occupation"] = edge_array((own[a], own[b]) for a, b in tables.related)
            self.link: EdgeType = ("occupation", "uses", "skill")
        else:
            edges["occupation", "uses", "skill"] = edge_array((own[a], named["skill"][b]) for a, b in uses)
            self.link = ("occupation", "related", "occupation")
        x = {kind: encoder.encode(list(names)) for kind, names in named.items()}
        x["occupation"] = views.profile
        x["group"] = _group_means(views.profile, edges["occupation", "in_group", "group"], len(groups))
        self.undirected = relation == "related"
        self.x = {kind: torch.from_numpy(values) for kind, values in x.items()}
        both = edges | {reverse(edge): pairs[::-1] for edge, pairs in edges.items()}
        self.edges = {edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in both.items()}

    def scores(self, links: Indices, config: TrainConfig, *, hidden: int = 64) -> Vectors:
        """Train on `links` [n, 2] and score every pair: [occupations, targets]."""
        supervision = EdgeSupervision(self, links, config.seed, hidden)
        model = train(supervision, config).model
        whole = supervision.whole()
        with torch.no_grad():
            sources, targets = model(whole.x, whole.edges)
        return np.asarray((sources @ targets.T).numpy(), np.float32)


class EdgeSupervision:
    """In each epoch a random part of the links is asked for and leaves the graph, with its reverses."""

    def __init__(self, graph: OccupationGraph, links: Indices, seed: int, hidden: int = 64) -> None:
        self.graph, self.seed, self.links = graph, seed, links
        held = self._chosen(np.random.default_rng((seed, 3)), VALID, links)
        self.valid, self.learn = links[held], links[~held]
        widths = {kind: int(values.shape[1]) for kind, values in graph.x.items()}
        types = (*graph.edges, graph.link, reverse(graph.link))
        self.config = ModelConfig(
            widths, types, source="occupation", target=graph.link[2], hidden=hidden, out=hidden, dropout=0.3
        )

    def episode(self, epoch: int, /) -> Episode:
        """The split of one epoch."""
        asked = self._chosen(np.random.default_rng((self.seed, 11, epoch)), ASKED, self.learn)
        return self._episode(self.learn[~asked], self.learn[asked], self.learn[~asked])

    def validation(self) -> Episode:
        """Links that no epoch shows."""
        return self._episode(self.learn, self.valid, self.learn)

    def whole(self) -> Episode:
        """Every link, for the final ranking."""
        return self._episode(self.links, self.links[:0], self.links)

    def _chosen(self, random: np.random.Generator, share: float, links: Indices) -> Marks:
        """A random share of the links; both directions of a pair go together, or one would tell the other."""
        key = np.sort(links, axis=1) if self.graph.undirected else links
        _, pair = np.unique(key, axis=0, return_inverse=True)
        pair = pair.reshape(-1)
        drawn: Marks = random.random(int(pair.max(initial=0)) + 1) < share
        return drawn[pair]

    def _episode(self, shown: Indices, asked: Indices, known: Indices) -> Episode:
        link = torch.from_numpy(shown.T.copy())
        edges = self.graph.edges | {self.graph.link: link, reverse(self.graph.link): link.flip(0).contiguous()}
        return Episode(self.graph.x, edges, _pairs(asked), _pairs(self._with_reverses(known)))

    def _with_reverses(self, known: Indices) -> Indices:
        """The reverse of a known related pair is no target either."""
        return np.unique(np.vstack([known, known[:, ::-1]]), axis=0) if self.graph.undirected else known


def _pairs(edges: Indices) -> Pairs:
    return Pairs(edges[:, 0].copy(), edges[:, 1].copy(), np.ones(len(edges), np.float32))


def _telling(edges: Sequence[Edge]) -> list[Edge]:
    """The edges to what several occupations have, but not most; the others join nobody, or everybody."""
    count = Counter(target for _, target in edges)
    return [edge for edge in edges if SHARED[0] <= count[edge[1]] <= SHARED[1]]


def _index(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}


def _group_means(rows: Vectors, members: Indices, count: int) -> Vectors:
    total: Vectors = np.zeros((count, rows.shape[1]), np.float32)
    np.add.at(total, members[1], rows[members[0]])
    return np.asarray(total / np.maximum(np.bincount(members[1], minlength=count), 1)[:, None], np.float32)
