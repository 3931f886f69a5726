"""What an evaluation says: one shape for every task, as the contract has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import GoldFileError
from graph.json_files import read_json_lines


@dataclass
class EvalReport:
    """Figures of one task. Values are numbers, or `[value, low, high]` with a 95 % interval, nested by split."""

    task: str
    gold: str
    n: int
    metrics: dict[str, Any]
    baselines: dict[str, Any] = field(default_factory=dict)
    per_label: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    items_per_second: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def read_rows(path: Path, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of a `.jsonl` file.

    Raises:
        GoldFileError: the file is missing, or a line is no JSON object with the required keys; names the line.
    """
    for number, row in read_json_lines(path):
        missing = [key for key in required if key not in row]
        if missing:
            raise GoldFileError(f"the line lacks {', '.join(missing)}", where=f"{path}:{number}")
        yield row
