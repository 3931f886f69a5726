"""The jars of the embedded server: named by a lock file, fetched in parallel, each checked by SHA-256."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import StoreDownloadFailed

Progress = Callable[[int, int], None]
ATTEMPTS = 4
THREADS = 16


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked artifact."""

    group: str
    artifact: str
    version: str
    classifier: str | None
    sha256: str

    @property
    def path(self) -> Path:
        """Where the artifact lies in a Maven repository layout, relative to its root."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        folder = Path(*self.group.split("."), self.artifact, self.version)
        return folder / f"{self.artifact}-{self.version}{suffix}.jar"


def lock_file(version: str) -> Path:
    """The lock of a Neo4j line (`2026` or `5.26`), as jgo wrote it."""
    return Path(__file__).with_name(f"neo4j-{version}.lock.toml")


def locked_jars(version: str) -> list[Jar]:
    """Every artifact of the server, in the order of the lock."""
    with lock_file(version).open("rb") as file:
        rows = tomllib.load(file)["dependencies"]
    return [
        Jar(row["groupId"], row["artifactId"], row["version"], row.get("classifier"), row["sha256"]) for row in rows
    ]


def server_version(version: str) -> str:
    """The full version of the server that a lock brings, e.g. `2026.08.1`."""
    return next(jar.version for jar in locked_jars(version) if jar.artifact == "neo4j")


def missing_jars(version: str, cache: Path) -> list[Jar]:
    """What is not in the cache yet."""
    return [jar for jar in locked_jars(version) if not (cache / jar.path).exists()]


def fetch_jars(version: str, cache: Path, progress: Progress | None = None) -> list[Path]:
    """Bring every jar into `cache` and return their paths.

    What is there already is kept, so an interrupted fetch goes on where it stopped. Each jar is downloaded under
    a partial name and takes its own name only when its SHA-256 is right.

    Raises:
        StoreDownloadFailed: a jar did not arrive, or its sum is wrong after several attempts.
    """
    jars = locked_jars(version)
    todo = missing_jars(version, cache)
    done = len(jars) - len(todo)
    if todo:
        import logging

        logging.getLogger("jgo").setLevel(logging.CRITICAL)
        if progress:
            progress(done, len(jars))
        with ThreadPoolExecutor(THREADS) as pool:
            waiting = [pool.submit(_fetch, jar, cache) for jar in todo]
            try:
                for finished in as_completed(waiting):
                    finished.result()
                    done += 1
                    if progress:
                        progress(done, len(jars))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [cache / jar.path for jar in jars]


def _fetch(jar: Jar, cache: Path) -> None:
    from jgo.maven import MavenContext

    partial = cache / "partial"
    problem: Any = None
    for _ in range(ATTEMPTS):
        context = MavenContext(repo_cache=partial, local_repos=[], timeout=60)
        component = context.project(jar.group, jar.artifact).at_version(jar.version)
        artifact = component.artifact(classifier=jar.classifier or "", packaging="jar")
        try:
            arrived = Path(artifact.resolve())
        except (RuntimeError, OSError, ValueError) as error:
            problem = error
            (partial / jar.path).unlink(missing_ok=True)
            continue
        if sha256_of(arrived) == jar.sha256:
            target = cache / jar.path
            target.parent.mkdir(parents=True, exist_ok=True)
            arrived.replace(target)
            return
        problem = "its SHA-256 is not the locked one"
        arrived.unlink()
    raise StoreDownloadFailed(
        f"the download failed {ATTEMPTS} times ({problem})",
        where=jar.path.name,
        fix="Check the network and run the command again: what arrived is kept",
    )


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_jars(version: str, cache: Path) -> list[Jar]:
    """Jars in the cache whose sum is wrong; they are removed, so that the next fetch brings them again."""
    wrong = []
    for jar in locked_jars(version):
        path = cache / jar.path
        if path.exists() and sha256_of(path) != jar.sha256:
            path.unlink()
            wrong.append(jar)
    return wrong
