"""An index that follows the embeddings in the graph, whichever process writes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.store import Row, Store

from .approximate import build_index
from .filtering import Kind

#: Milliseconds: what is stamped may become visible so much later, when its transaction ends.
_OVERLAP = 10_000


class IndexInStep:
    """The vectors of candidates or jobs by one model: `index`, as it is after the last `catch_up`.

    Args:
        kept: where a large index lies between runs, without suffix.
    """

    def __init__(self, store: Store, kind: Kind, model: str, kept: Path | None = None) -> None:
        self._store, self._kind, self._model = store, kind, model
        rows = store.read(f"gnn/{kind}_embeddings", model=model)
        self.index = build_index(
            [row["id"] for row in rows], np.array([row["embedding"] for row in rows], np.float32), kept
        )
        self._newest = 0
        self._seen: dict[str, int] = {}
        self._note(rows)

    def catch_up(self) -> int:
        """Take in what was embedded since the last look; returns how many vectors came or changed."""
        since = self._newest - _OVERLAP
        found = self._store.read(f"gnn/{self._kind}s_embedded_since", model=self._model, since=since)
        fresh = [row for row in found if self._seen.get(row["id"]) != row["at"]]
        for row in fresh:
            self.index.put(row["id"], np.array(row["embedding"], np.float32))
        self._note(fresh)
        return len(fresh)

    def _note(self, rows: list[Row]) -> None:
        stamps = {row["id"]: row["at"] for row in rows if row["at"] is not None}
        self._newest = max([self._newest, *stamps.values()])
        self._seen = {id_: at for id_, at in (self._seen | stamps).items() if at >= self._newest - _OVERLAP}
