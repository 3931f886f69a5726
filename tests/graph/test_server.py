"""The embedded server's life: started on demand by any process, shared, killed, found again, stopped."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph import server
from graph.errors import StoreOutOfMemory, StorePortTaken
from graph.settings import Settings
from graph.store import open_store

START = "from graph.store import open_store; open_store().close()"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a server that the test may kill."""
    config = Settings(home=tmp_path / "home", neo4j_heap_mb=512, neo4j_page_cache_mb=64)
    yield config
    server.stop(config)


def start_elsewhere(config: Settings) -> None:
    values = {
        "CAREERGRAPH_HOME": str(config.home),
        "CAREERGRAPH_NEO4J_HEAP_MB": "512",
        "CAREERGRAPH_NEO4J_PAGE_CACHE_MB": "64",
    }
    subprocess.run([sys.executable, "-c", START], env=os.environ | values, check=True, timeout=240)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_server_outlives_its_parent_is_shared_and_survives_being_killed(own: Settings) -> None:
    start_elsewhere(own)
    first = server.status(own)
    assert first is not None, "the server ended with the command that started it"
    assert server.start(own) == first

    assert mode(server.folders(own).password) == 0o600
    assert mode(server.folders(own).state) == 0o600
    addresses = {c.laddr.ip for c in psutil.Process(first.pid).net_connections() if c.status == "LISTEN"}
    assert addresses <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}

    with open_store(own) as store:
        store.execute("CREATE (:Company {id: 'kept'})")
    os.kill(first.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(first.pid)] if psutil.pid_exists(first.pid) else [], timeout=10)
    assert server.status(own) is None

    with open_store(own) as store:
        assert store.execute("MATCH (c:Company) RETURN c.id AS id") == [{"id": "kept"}]
    second = server.status(own)
    assert second is not None
    assert second.pid != first.pid

    assert server.stop(own) is True
    assert server.stop(own) is False
    assert server.status(own) is None


def test_a_stale_note_of_a_server_is_not_believed(own: Settings) -> None:
    own.home.mkdir(parents=True)
    server.folders(own).state.write_text(json.dumps({"pid": os.getpid(), "port": 1, "version": "x"}))
    assert server.status(own) is None


def test_a_port_in_use_is_named(own: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StorePortTaken, match=f"port {port} is in use"):
            server.start(own.model_copy(update={"neo4j_port": port}))


def test_too_little_memory_is_said_before_the_start(own: Settings) -> None:
    with pytest.raises(StoreOutOfMemory, match="MiB are free"):
        server.start(own.model_copy(update={"neo4j_page_cache_mb": 1048576}))
