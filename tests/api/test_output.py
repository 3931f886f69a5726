"""What commands print."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from neo4j.time import Date

from api.cli.output import emit, plain, progress, steps, table


@dataclass(frozen=True)
class Thing:
    """A data class that holds everything that JSON lacks."""

    path: Path
    day: date
    other: Date
    number: np.float32
    names: frozenset[str]
    inner: tuple[dict[int, str], ...]


THING = Thing(Path("a/b"), date(2026, 1, 2), Date(2025, 3, 4), np.float32(0.5), frozenset("ba"), ({1: "x"},))


def test_plain_is_json() -> None:
    assert json.loads(json.dumps(plain(THING))) == {
        "path": "a/b",
        "day": "2026-01-02",
        "other": "2025-03-04",
        "number": 0.5,
        "names": ["a", "b"],
        "inner": [{"1": "x"}],
    }


def test_emit_prints_one_json_line_in_any_script(capsys: pytest.CaptureFixture[str]) -> None:
    emit({"label": "机器学习\n"}, True, lambda: "never shown")
    shown = capsys.readouterr().out
    assert shown.count("\n") == 1
    assert "机器学习" in shown


def test_emit_shows_people_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    emit({}, False, lambda: [table("T", ("a", "b"), [("[bold]x", 0.25)], numbers=("b",))])
    shown = capsys.readouterr().out
    # Text from documents is never read as markup.
    assert "[bold]x" in shown
    assert "0.250" in shown


def test_progress_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("work") as tell:
        tell(1, 2)
    with steps() as tell_step:
        tell_step("work", 1, 2)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")
