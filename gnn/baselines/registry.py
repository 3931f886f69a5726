"""Every baseline ranker by its name: what the evaluation runs and what the command line and the service can select."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from graph.errors import InputError

from ..features import TextEncoder
from .als import Als
from .base import BaselineRanker
from .bert_pair import BertPair
from .bm25 import Bm25
from .chance import Chance
from .collaborative import ItemCf, UserCf
from .lambdamart import LambdaMart
from .lightgcn import LightGcn
from .neighbours import NearestNeighbours
from .pair_mlp import PairMlp
from .place_text import PlaceThenText
from .popularity import Popularity
from .sentence import SentenceCosine
from .tfidf import CharacterTfIdf, TfIdf
from .towers import Towers
from .trees import DecisionTree, RandomForest

#: Makes a ranker that has learnt nothing yet from an encoder of texts and a seed.
Factory = Callable[[TextEncoder, int], BaselineRanker]

RANKERS: dict[str, Factory] = {
    "random": lambda _, seed: Chance(seed),
    "popularity": lambda *_: Popularity(),
    "place_text": lambda *_: PlaceThenText(),
    "bm25": lambda *_: Bm25(),
    "tfidf": lambda *_: TfIdf(),
    "tfidf_char": lambda *_: CharacterTfIdf(),
    "minilm": lambda encoder, _: SentenceCosine(encoder),
    "knn": lambda *_: NearestNeighbours(),
    "user_cf": lambda *_: UserCf(),
    "item_cf": lambda *_: ItemCf(),
    "als": lambda _, seed: Als(seed),
    "lightgcn": lambda _, seed: LightGcn(seed),
    "decision_tree": DecisionTree,
    "random_forest": RandomForest,
    "lightgbm": LambdaMart,
    "pair_mlp": PairMlp,
    "mlp": lambda encoder, seed: Towers(encoder, seed, device=getattr(encoder, "device", "cpu")),
    "bert_pair": lambda encoder, seed: BertPair(seed, device=getattr(encoder, "device", "cpu")),
}
#: Those whose scores depend on the seed: an evaluation runs them with several.
SEEDED = frozenset(
    {"random", "als", "lightgcn", "decision_tree", "random_forest", "lightgbm", "pair_mlp", "mlp", "bert_pair"}
)
#: Those that take minutes to fit on a CPU; the others take seconds on a graph of some thousand jobs.
SLOW = frozenset({"bert_pair"})
#: Those that say nothing where nobody chose anything.
LEARNS_FROM_CHOICES = frozenset(RANKERS) - {"random", "place_text", "bm25", "tfidf", "tfidf_char", "minilm"}


def rankers(names: Sequence[str], encoder: TextEncoder, seed: int = 0) -> list[BaselineRanker]:
    """The rankers of these names, unfitted, each once, in the order given.

    Raises:
        InputError: a name that no ranker has; the error lists the names there are.
    """
    return [RANKERS[name](encoder, seed) for name in dict.fromkeys(checked(names))]


def checked(names: Sequence[str], known: Collection[str] | None = None) -> Sequence[str]:
    """The names, if each is one of `known` (all rankers if None).

    Raises:
        InputError: one is not.
    """
    valid = sorted(RANKERS if known is None else known)
    for name in names:
        if name not in valid:
            raise InputError(f"there is no ranker {name!r}", fix=f"Choose from {', '.join(valid)}")
    return names
