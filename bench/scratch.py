"""A database of its own for a benchmark: nobody's graph is touched, whatever server the settings name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import server
from graph.settings import Settings, settings


@contextmanager
def scratch_settings() -> Iterator[Settings]:
    """Settings of an embedded server in a temporary folder; it is stopped and the folder removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="careergraph-bench-") as home:
        config = settings().model_copy(update={"home": Path(home), "neo4j_uri": None})
        try:
            yield config
        finally:
            server.stop(config)
