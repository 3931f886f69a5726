"""What an evaluation says: one shape for every task, as the contract has it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class EvalReport:
    """Figures of one task. Values are numbers, or `[value, low, high]` with a 95 % interval, nested by split; all three
    are None where a split has nobody."""

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
