"""What an evaluation says: one shape for every task, as the contract has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import GoldFileError


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
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldFileError("the file cannot be read", where=str(path), fix="It must be UTF-8 JSON lines") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise GoldFileError("the line is not JSON", where=where) from error
        missing = [key for key in required if not isinstance(row, dict) or key not in row]
        if missing:
            raise GoldFileError(f"the line lacks {', '.join(missing)}", where=where)
        yield row
