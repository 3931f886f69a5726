"""The embedded server's life: one per user and home folder, started on demand, shared by every command.

The server is a child process of its own session, so it outlives the command that started it. `server.json` (0600)
says where it listens; a file lock makes sure that two commands do not start two.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from filelock import FileLock

from .embedded.jars import fetch_jars, lock_file, locked_jars, missing_jars, server_version, verify_jars
from .embedded.java import find_java
from .errors import StoreDownloadFailed, StoreError, StoreOutOfMemory, StorePortTaken, StoreUnavailable
from .settings import Settings

Progress = Callable[[int, int], None]
START_SECONDS = 300
STOP_SECONDS = 60
#: What the JVM needs beside heap and page cache (measured: about 300 MiB on an empty graph).
JVM_OVERHEAD_MB = 300


@dataclass(frozen=True, slots=True)
class Running:
    """Where a live embedded server listens."""

    pid: int
    port: int
    version: str

    @property
    def uri(self) -> str:
        """Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the embedded server keeps its things."""

    home: Path
    version: str

    @property
    def data(self) -> Path:
        """The Neo4j home of this line; two lines never share a store."""
        return self.home / f"neo4j-{self.version}"

    @property
    def state(self) -> Path:
        """Where the running server is announced."""
        return self.home / "server.json"

    @property
    def log(self) -> Path:
        """What the server's process printed."""
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        """Held while a command starts or stops the server."""
        return self.home / "server.lock"

    @property
    def password(self) -> Path:
        """The random password of this line (0600)."""
        return self.home / f"neo4j-{self.version}.password"


def folders(config: Settings) -> Folders:
    """The folders of these settings."""
    return Folders(config.home, config.neo4j_version)


def status(config: Settings) -> Running | None:
    """The server that is running now, or None."""
    state = folders(config).state
    try:
        note = json.loads(state.read_text(encoding="utf-8"))
        process = psutil.Process(note["pid"])
        alive = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        ours = any("graph.embedded.child" in part for part in process.cmdline())
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    if not (alive and ours):
        return None
    return Running(note["pid"], note["port"], note["version"])


def start(config: Settings, progress: Progress | None = None) -> Running:
    """Start the server unless it runs, fetching its jars the first time.

    Args:
        progress: called with (jars present, jars in all) while they arrive.

    Raises:
        StoreDownloadFailed, StorePortTaken, StoreOutOfMemory, StoreUnavailable: see each.
    """
    running = status(config)
    if running:
        return running
    place = folders(config)
    place.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(place.lock):
        running = status(config)
        if running:
            return running
        place.state.unlink(missing_ok=True)
        jars = fetch_jars(config.neo4j_version, config.cache / "maven", progress)
        _check_memory(config)
        _password(place)
        return _launch(config, place, jars)


def stop(config: Settings) -> bool:
    """Stop the server cleanly; False if none was running.

    Raises:
        StoreUnavailable: it did not stop in time.
    """
    place = folders(config)
    if not place.home.exists():
        return False
    with FileLock(place.lock):
        running = status(config)
        if running is None:
            place.state.unlink(missing_ok=True)
            return False
        process = psutil.Process(running.pid)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired as error:
            raise StoreUnavailable(
                f"the server did not stop in {STOP_SECONDS} s", where=f"process {running.pid}"
            ) from error
        place.state.unlink(missing_ok=True)
        return True


def info(config: Settings) -> dict[str, object]:
    """What is known of the embedded server without asking it."""
    place, running = folders(config), status(config)
    cache = config.cache / "maven"
    return {
        "running": asdict(running) | {"uri": running.uri} if running else None,
        "version": server_version(config.neo4j_version),
        "home": str(place.data),
        "log": str(place.log),
        "password_file": str(place.password),
        "jars": len(locked_jars(config.neo4j_version)),
        "jars_missing": len(missing_jars(config.neo4j_version, cache)),
        "jar_lock": lock_file(config.neo4j_version).name,
        "heap_mb": config.neo4j_heap_mb,
        "page_cache_mb": config.neo4j_page_cache_mb,
    }


def password(config: Settings) -> str:
    """The password of the embedded server."""
    return _password(folders(config))


def _password(place: Folders) -> str:
    if not place.password.exists():
        place.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(place.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(24))
    return place.password.read_text(encoding="utf-8")


def _check_memory(config: Settings) -> None:
    need = config.neo4j_heap_mb + config.neo4j_page_cache_mb + JVM_OVERHEAD_MB
    free = psutil.virtual_memory().available // 2**20
    if free < need:
        raise StoreOutOfMemory(
            f"the server wants {need} MiB and {free} MiB are free",
            where="CAREERGRAPH_NEO4J_HEAP_MB, CAREERGRAPH_NEO4J_PAGE_CACHE_MB",
            fix="Close other programs or set smaller values",
        )


def _pick_port(wanted: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise StorePortTaken(
                f"port {wanted} is in use",
                where="CAREERGRAPH_NEO4J_PORT",
                fix="Set another, or 0 for any free one",
            ) from error
        return int(probe.getsockname()[1])


def _launch(config: Settings, place: Folders, jars: list[Path]) -> Running:
    java = find_java(config.neo4j_version)
    port = _pick_port(config.neo4j_port)
    place.data.mkdir(parents=True, exist_ok=True)
    order = {
        "folder": str(place.data),
        "port": port,
        "libjvm": str(java.libjvm),
        "java_version": java.version,
        "heap_mb": config.neo4j_heap_mb,
        "page_cache_mb": config.neo4j_page_cache_mb,
        "classpath": [str(jar) for jar in jars],
        "state": str(place.state),
        "announce": {"port": port, "version": server_version(config.neo4j_version)},
    }
    order_file = place.home / "server.order.json"
    order_file.write_text(json.dumps(order), encoding="utf-8")
    with place.log.open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "graph.embedded.child", str(order_file)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=Path(__file__).resolve().parents[1],
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        running = status(config)
        if running and running.pid == child.pid:
            child.returncode = 0  # It lives on without us: no warning when this object goes.
            return running
        if child.poll() is not None:
            raise _why_it_died(config, place, port)
        time.sleep(0.05)
    child.kill()
    child.wait()
    raise StoreUnavailable(f"the server was not ready after {START_SECONDS} s", where=str(place.log))


def _why_it_died(config: Settings, place: Folders, port: int) -> StoreError:
    damaged = verify_jars(config.neo4j_version, config.cache / "maven")
    if damaged:
        return StoreDownloadFailed(
            f"{len(damaged)} server parts were damaged on disk and have been removed",
            where=str(config.cache / "maven"),
            fix="Run the command again: they are fetched anew",
        )
    text = place.log.read_text(encoding="utf-8", errors="replace")
    where = str(place.log)
    if "OutOfMemoryError" in text or "Could not reserve enough space" in text or "insufficient memory" in text:
        return StoreOutOfMemory(
            "the Java heap did not fit into memory",
            where=where,
            fix="Set a smaller CAREERGRAPH_NEO4J_HEAP_MB",
        )
    if "BindException" in text or "Address already in use" in text:
        return StorePortTaken(f"port {port} is in use", where=where, fix="Set another CAREERGRAPH_NEO4J_PORT, or 0")
    if "FileLockException" in text or "already in use by another process" in text:
        return StoreUnavailable(
            "another server process holds the database", where=where, fix="Stop it: careergraph db stop"
        )
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("\t", " "))]
    last = lines[-1][:200] if lines else "it printed nothing"
    return StoreUnavailable(f"the server did not start: {last}", where=where, fix="The whole story is in that log")
