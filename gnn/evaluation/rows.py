"""Rows of the files of the matching task, checked one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from graph.errors import GoldFileError
from graph.json_files import read_json_lines

Id = Annotated[str, StringConstraints(min_length=1)]
#: So much of a wrong value is shown.
SHOWN = 60


class Row(BaseModel):
    """Types are taken as they stand; further keys are passed over."""

    model_config = ConfigDict(strict=True, frozen=True, allow_inf_nan=False)


class JobRow(Row):
    """An advert; `posted_order` is its place in the order of posting."""

    job: Id
    title: str
    headline: str | None = None
    company: str | None = None
    city: str | None = None
    state: str | None = None
    industry: str | None = None
    posted_order: float | None = None


class ExperienceRow(Row):
    """A job that somebody had."""

    applicant: Id
    title: str | None
    employer: str | None = None
    city: str | None = None
    state: str | None = None


class InterestRow(Row):
    """A job that somebody said to want."""

    applicant: Id
    position: str | None
    time: str | None = None


class ViewRow(Row):
    """A view of an advert."""

    applicant: Id
    job: Id
    time: str | None = None


class GoldRow(ViewRow):
    """A view that is known (context) or to be found (target)."""

    role: Literal["context", "target"]


AnyRow = TypeVar("AnyRow", bound=Row)


#: What the folder of the task `matching` holds.
FILES = ("jobs.jsonl", "experience.jsonl", "interests.jsonl", "views_train.jsonl")


def read_rows(path: Path, kind: type[AnyRow], *, may_be_empty: bool = False) -> Iterator[tuple[str, AnyRow]]:
    """The rows of a `.jsonl` file, each with its place as FILE:LINE.

    Raises:
        GoldFileError: the file is missing or has no rows, or a line is no JSON object with the keys and types of
            `kind`; names the line.
    """
    empty = True
    for number, row in read_json_lines(path):
        where, empty = f"{path}:{number}", False
        try:
            checked = kind.model_validate(row)
        except ValidationError as error:
            raise GoldFileError(_told(error), where=where) from error
        yield where, checked
    if empty and not may_be_empty:
        raise GoldFileError("the file has no rows", where=str(path))


def _told(error: ValidationError) -> str:
    """The first thing that is wrong."""
    first = error.errors(include_url=False)[0]
    key, said = first["loc"][0], first["msg"]
    if first["type"] == "missing":
        return f"the line lacks {key}"
    value = repr(first["input"])
    shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    return f"{key} is {shown}: {said[0].lower()}{said[1:]}"
