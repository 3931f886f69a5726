"""The invented world, trained once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from gnn.data import Vectors
from gnn.features import Progress, character_vectors
from gnn.registry import ModelCard
from graph.cypher import query
from graph.settings import Settings
from graph.store import Store

from . import world


class CharacterEncoder:
    """Hashed characters as sentence vectors: a second `TextEncoder`, that is there in a second."""

    name = "characters"
    dimension = 128

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return character_vectors(texts)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """Two threads on tiny matrices, on a busy machine, mostly wait for each other."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def encoder() -> CharacterEncoder:
    return CharacterEncoder()


@pytest.fixture
def peopled(store: Store) -> Store:
    """The store with the invented world in it."""
    world.build(store)
    return store


@pytest.fixture(scope="module")
def graph(session_store: Store, config: Settings) -> Iterator[Store]:
    """The invented world, for all tests of a module, which leave it as it was."""
    session_store.execute(query("store/wipe").text)
    world.build(session_store)
    yield session_store
    session_store.execute(query("store/wipe").text)


@pytest.fixture(scope="module")
def trained(session_store: Store, config: Settings, encoder: CharacterEncoder) -> tuple[Store, ModelCard]:
    """The invented world with a model in service. Tests of one module share it and leave it as it was."""
    from gnn.pipeline import train_model

    session_store.execute(query("store/wipe").text)
    world.build(session_store)
    card = train_model(session_store, epochs=12, device="cpu", encoder=encoder)
    return session_store, card


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)
