"""Which tagger reads what: the ones that the project ships, or a folder that a setting names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from graph.errors import ModelError
from graph.settings import settings

from .base import Tagger, read_config

TaggerName = Literal["skillspan", "resume_en", "resume_zh"]
NAMES: tuple[TaggerName, ...] = ("skillspan", "resume_en", "resume_zh")
WEIGHTS = Path(__file__).parent / "weights"
#: Kind of model (in its config.json) to the module whose `load(folder)` opens it.
_KINDS = {
    "transformer": "etl.tagging.transformer",
    "characters": "etl.tagging.characters",
    "words": "etl.tagging.words",
}


def folder_of(name: TaggerName) -> Path:
    """The folder of the model in use: that of the setting `tagger_NAME`, else the one that is shipped."""
    chosen: Path | None = getattr(settings(), f"tagger_{name}")
    return chosen or WEIGHTS / name


@lru_cache(maxsize=8)
def open_tagger(folder: Path) -> Tagger:
    """The tagger in a folder, once a process.

    Raises:
        ModelError: the folder holds none, or one of a kind that this version does not know.
    """
    config = read_config(folder)
    module = _KINDS.get(str(config.get("kind")))
    if module is None:
        known = ", ".join(sorted(_KINDS))
        raise ModelError(
            f"a tagger of the kind {config.get('kind')!r} is unknown", where=str(folder), fix=f"One of {known}"
        )
    load: Callable[[Path], Tagger] = import_module(module).load
    return load(folder)


def tagger(name: TaggerName) -> Tagger:
    """The tagger in use under a name."""
    return open_tagger(folder_of(name))
