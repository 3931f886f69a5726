"""Versioned schema: `migrations/NNN_name.cypher`, applied in order, each once, noted in the graph itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import StoreError

if TYPE_CHECKING:
    from .store import Store

FOLDER = Path(__file__).with_name("migrations")


@cache
def migrations() -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """(version, name, statements) of every migration, in order. Statements end with `;` at a line's end."""
    found = []
    for path in sorted(FOLDER.glob("*.cypher")):
        number, name = path.stem.split("_", 1)
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("//")]
        statements = [part.strip() for part in "\n".join(lines).split(";\n")]
        found.append((int(number), name, tuple(part.rstrip(";") for part in statements if part)))
    return tuple(found)


def migrate(store: Store) -> list[int]:
    """Bring the schema up to date and return the versions that were applied now.

    Raises:
        StoreError: the graph was made by a newer CareerGraph.
    """
    known = {number for number, _, _ in migrations()}
    done = {row["version"] for row in store.read("store/applied_migrations")}
    if done - known:
        raise StoreError(
            f"the graph has schema version {max(done)}, this program knows {max(known)}",
            where=store.uri,
            fix="Update CareerGraph",
        )
    applied = []
    for number, name, statements in migrations():
        if number in done:
            continue
        for statement in statements:
            store.execute(statement)
        store.write("store/note_migration", version=number, name=name)
        applied.append(number)
    if applied:
        store.execute("CALL db.awaitIndexes(120)")
    return applied
