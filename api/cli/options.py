"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

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


Language = Annotated[Lang, typer.Option("--lang", help="Language of labels.")]
