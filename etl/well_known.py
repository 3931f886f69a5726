"""Tables of our own of what goes by several names: companies and schools that everybody knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from etl.text import table


class WellKnown:
    """One table of `etl/data`; the key of every name in a row is the spelling of the first. Read at the first use.

    Args:
        file: a table with a column `names`, parted by `|`.
        spelling: what makes the ways of writing one name alike.
    """

    def __init__(self, file: str, spelling: Callable[[str], str]) -> None:
        self._file, self._spelling = file, spelling

    @cached_property
    def _rows(self) -> list[list[str]]:
        return [row["names"].split("|") for row in table(self._file)]

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return {self._spelling(name): self._spelling(names[0]) for names in self._rows for name in names}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all that the table names."""
        return frozenset(self._by_spelling.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name as it is written there, the longest first."""
        return tuple(sorted((name for names in self._rows for name in names), key=lambda name: (-len(name), name)))

    def key(self, name: str) -> str:
        """The key of a name: its spelling, where the table has nothing of it."""
        spelt = self._spelling(name)
        return self._by_spelling.get(spelt, spelt)

    def __contains__(self, name: str) -> bool:
        """Whether the table has the name, however it is spelt."""
        return self._spelling(name) in self._by_spelling
