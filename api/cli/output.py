"""How commands speak: one JSON object for machines, tables for people, progress on stderr when it is a terminal."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

Progress = Callable[[int, int], None]
StepProgress = Callable[[str, int, int], None]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def plain(value: object) -> Any:
    """`value` as JSON knows it: data classes become objects, paths and dates strings, sets sorted lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if hasattr(value, "iso_format"):  # Dates and times of the graph.
        return value.iso_format()
    if isinstance(value, PurePath):
        return str(value)
    if hasattr(value, "item"):  # A numpy scalar.
        return value.item()
    return str(value)


def emit(value: object, as_json: bool, render: Callable[[], RenderableType | Iterable[RenderableType]]) -> None:
    """Print `value` as JSON, or what `render` makes of it for people."""
    if as_json:
        sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")
        return
    console, shown = out(), render()
    parts = shown if isinstance(shown, (list, tuple)) else [shown]
    for part in parts:
        console.print(part, highlight=False)


def out() -> Console:
    """The console of results."""
    from rich.console import Console

    # A pipe has no width: long lines are better than cut ones there.
    return Console() if sys.stdout.isatty() else Console(width=160, soft_wrap=False)


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = ()
) -> Table:
    """A plain table; columns named in `numbers` stand to the right. Cell text is never read as markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text("" if cell is None else _cell(cell)) for cell in row))
    return made


def note(message: str) -> None:
    """One line for people on stderr."""
    sys.stderr.write(message + "\n")


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A bar on stderr, fed by a callback (done, total); silent when stderr is no terminal."""
    with steps() as tell:
        yield lambda done, total: tell(label, done, total)


@contextmanager
def steps() -> Iterator[StepProgress]:
    """Bars on stderr, one a step, fed by a callback (step, done, total); silent when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = shown.add_task(step, total=None)
            shown.update(tasks[step], completed=done, total=total)

        yield tell


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
