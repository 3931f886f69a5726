"""The one way to the graph: named queries over Bolt, with values by parameter only."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from . import server
from .cypher import query
from .errors import StoreAuthFailed, StoreError, StoreUnavailable
from .migrate import migrate
from .settings import Settings, settings

Progress = Callable[[int, int], None]
Row = dict[str, Any]
# The driver warns of every retry; what matters reaches people as an error of ours.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
T = TypeVar("T")


class Transaction:
    """A unit of work: all of it is stored, or nothing."""

    def __init__(self, inner: neo4j.ManagedTransaction) -> None:
        self._inner = inner

    def run(self, name: str, /, **parameters: Any) -> list[Row]:
        """Run a named query inside this transaction."""
        # Not Result.data(), which walks every nested value in Python: 18 s of CPU for a million skills, this 0.3 s
        # (scaled from 10,000). The library's queries return plain values, never nodes or relationships.
        found = self._inner.run(_text(name), parameters)
        return [dict(record.items()) for record in found]  # type: ignore[no-untyped-call]


class Store:
    """An open graph. Threads may share it; every call takes a session of its own."""

    def __init__(self, driver: neo4j.Driver, uri: str) -> None:
        self.driver = driver
        self.uri = uri

    def read(self, name: str, /, **parameters: Any) -> list[Row]:
        """Run a named query in a read transaction; tried again when the failure may pass."""
        with _clear_errors(self.uri), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: Transaction(tx).run(name, **parameters))

    def write(self, name: str, /, **parameters: Any) -> list[Row]:
        """Run a named query in a write transaction; tried again when the failure may pass."""
        return self.transact(lambda tx: tx.run(name, **parameters))

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one write transaction, again from its start when the failure may pass."""
        with _clear_errors(self.uri), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda tx: work(Transaction(tx)))

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One write transaction: committed at the end, rolled back on any exception, not tried again."""
        with (
            _clear_errors(self.uri),
            self._session(neo4j.WRITE_ACCESS) as session,
            session.begin_transaction() as tx,
        ):
            yield Transaction(cast(neo4j.ManagedTransaction, tx))
            tx.commit()

    def write_batches(
        self,
        name: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        size: int = 10_000,
        progress: Progress | None = None,
        **parameters: Any,
    ) -> int:
        """Run a named query over `$rows`, `size` at a time, each batch a transaction of its own.

        Returns:
            The number of rows sent.
        """
        for start in range(0, len(rows), size):
            batch = [dict(row) for row in rows[start : start + size]]
            self.write(name, rows=batch, **parameters)
            if progress:
                progress(min(start + size, len(rows)), len(rows))
        return len(rows)

    def execute(self, statement: str, **parameters: Any) -> list[Row]:
        """Run one statement outside a managed transaction: for schema changes of this room only."""
        with _clear_errors(self.uri), self._session(neo4j.WRITE_ACCESS) as session:
            return session.run(statement, parameters).data()

    def close(self) -> None:
        """Give the connections back; the server goes on."""
        self.driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _session(self, access: str) -> neo4j.Session:
        return self.driver.session(database="neo4j", default_access_mode=access)


def open_store(config: Settings | None = None, progress: Progress | None = None) -> Store:
    """Connect to the server that the settings name, or to the embedded one, which is started if need be.

    The schema is brought up to date first.

    Raises:
        StoreError: the server cannot be started or reached, or refuses the login.
    """
    config = config or settings()
    if config.neo4j_uri:
        word = config.neo4j_password.get_secret_value() if config.neo4j_password else ""
        store = _connect(config.neo4j_uri, config.neo4j_user, word)
    else:
        running = server.start(config, progress)
        word = server.password(config)
        try:
            store = _connect(running.uri, "neo4j", word)
        except StoreAuthFailed:
            _replace_first_password(running.uri, word)
            store = _connect(running.uri, "neo4j", word)
    try:
        migrate(store)
    except BaseException:
        store.close()
        raise
    return store


def _connect(uri: str, user: str, word: str) -> Store:
    with _clear_errors(uri):
        driver = neo4j.GraphDatabase.driver(
            uri, auth=(user, word), notifications_min_severity="OFF", connection_timeout=15
        )
        try:
            driver.verify_connectivity()
        except BaseException:
            driver.close()
            raise
        return Store(driver, uri)


def _replace_first_password(uri: str, word: str) -> None:
    """A new embedded server has the login neo4j/neo4j, which only lets itself be changed."""
    with _clear_errors(uri), neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $word", {"word": word}, database_="system"
        )


def _text(name: str) -> str:
    return query(name).text


@contextmanager
def _clear_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except AuthError as error:
        raise StoreAuthFailed(
            "the server refuses the login", where=uri, fix="Check NEO4J_USER and NEO4J_PASSWORD"
        ) from error
    except ConfigurationError as error:
        raise StoreUnavailable(
            f"that is no address of a Neo4j server ({error})", where=uri, fix="For example bolt://host:7687"
        ) from error
    except (ServiceUnavailable, SessionExpired, TransientError) as error:
        raise StoreUnavailable(
            f"the graph server does not answer ({type(error).__name__})",
            where=uri,
            fix="careergraph db status tells more; try again",
        ) from error
    except (Neo4jError, DriverError) as error:
        raise StoreError(f"the server refused a query: {str(error)[:300]}", where=uri) from error
