"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer


class Lang(StrEnum):
    """Languages of labels."""

    en = "en"
    zh = "zh"


class Device(StrEnum):
    """Where a model runs."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


class Aggregation(StrEnum):
    """How the messages of one relation become one."""

    mean = "mean"
    max = "max"
    attention = "attention"


class TaggerName(StrEnum):
    """Taggers that the extractor uses, by the gold sets whose labels they give."""

    skillspan = "skillspan"
    resume_en = "resume_en"
    resume_zh = "resume_zh"


def existing_file(help: str) -> Any:
    """An option that names a file."""
    return typer.Option(help=help, exists=True, dir_okay=False, show_default=False)


def existing_folder(help: str) -> Any:
    """An option that names a folder."""
    return typer.Option(help=help, exists=True, file_okay=False, show_default=False)


Language = Annotated[Lang, typer.Option("--lang", help="Language of labels.")]
