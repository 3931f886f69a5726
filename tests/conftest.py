"""Fixtures that every room's tests share: a real embedded Neo4j, and the development data where it lies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from graph import server
from graph.cypher import query
from graph.settings import Settings, settings
from graph.store import Store, open_store

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a home of its own; the jars come from the user's cache."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("CAREERGRAPH_HOME", str(home))
    if "CAREERGRAPH_NEO4J_HEAP_MB" not in os.environ:
        patch.setenv("CAREERGRAPH_NEO4J_HEAP_MB", "768")
    settings.cache_clear()
    yield settings()
    server.stop(settings())
    patch.undo()
    settings.cache_clear()


@pytest.fixture(scope="session")
def session_store(config: Settings) -> Iterator[Store]:
    """One server for the whole run."""
    with open_store(config) as opened:
        yield opened


@pytest.fixture
def store(session_store: Store) -> Store:
    """An empty graph with its schema."""
    session_store.execute(query("store/wipe").text)
    return session_store


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("needs the development data in ../shared, which is not here")
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A test that skips for want of data that is there would hide a broken path."""
    if SHARED.is_dir() and (
        wrong := [r for r in terminalreporter.stats.get("skipped", []) if "../shared" in str(r.longrepr)]
    ):
        terminalreporter.write_line(f"{len(wrong)} tests skipped although ../shared is here", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if SHARED.is_dir() and any("../shared" in str(report.longrepr) for report in skipped):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
