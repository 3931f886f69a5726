"""A canonical hash of the whole graph: equal exactly when nodes, properties and relationships are equal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .store import Store


def digest(store: Store) -> str:
    """SHA-256 over all nodes (labels, properties) and relationships (type, ends by id, properties).

    Order of storage, internal ids and the note of migrations play no part.
    """
    nodes = store.read("store/all_nodes")
    links = store.read("store/all_relationships")
    total = hashlib.sha256()
    for lines in (sorted(map(_line, nodes)), sorted(map(_line, links))):
        for line in lines:
            total.update(line.encode())
            total.update(b"\n")
    return total.hexdigest()


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
