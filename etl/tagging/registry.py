"""Which tagger reads what: the ones that the project ships, or a folder that a setting names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from graph.errors import ModelError
from graph.settings import settings

from .base import Tagger, read_config

TaggerName = Literal["skillspan", "resume_en", "resume_zh"]
NAMES: tuple[TaggerName, ...] = ("skillspan", "resume_en", "resume_zh")
#: The labels of each tagger; labels of one head never overlap, those of two heads may nest.
HEADS: dict[TaggerName, tuple[tuple[str, ...], ...]] = {
    "skillspan": (("SKILL",), ("KNOWLEDGE",)),
    "resume_en": (
        ("NAME", "DESIGNATION", "COMPANIES_WORKED_AT", "SKILLS", "DEGREE", "COLLEGE_NAME", "GRADUATION_YEAR",
         "EMAIL_ADDRESS", "LOCATION", "YEARS_OF_EXPERIENCE"),
    ),
    "resume_zh": (("NAME", "TITLE", "ORG", "EDU", "PRO", "LOC", "RACE", "CONT"),),
}  # fmt: skip
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


def labels_of(name: TaggerName) -> frozenset[str]:
    """The labels that a tagger of this name may give."""
    return frozenset(label for head in HEADS[name] for label in head)


def config_of(name: TaggerName) -> dict[str, Any]:
    """`config.json` of the tagger in use under a name.

    Raises:
        ModelError: its folder holds none, or one with the labels of another tagger.
    """
    return _checked_config(name, folder_of(name))


@lru_cache(maxsize=8)
def _checked_config(name: TaggerName, folder: Path) -> dict[str, Any]:
    # Once a process, as the tagger itself is opened: it is asked for with every document.
    config = read_config(folder)
    found = set(config.get("labels") or ())
    if not found or not found <= labels_of(name):
        mine = ", ".join(sorted(labels_of(name)))
        raise ModelError(
            f"the tagger in this folder gives {', '.join(sorted(found)) or 'no labels'}, {name} gives {mine}",
            where=f"CAREERGRAPH_TAGGER_{name.upper()}={folder}",
            fix=f"Name a folder that careergraph train-tagger {name} made",
        )
    return config


def tagger(name: TaggerName) -> Tagger:
    """The tagger in use under a name.

    Raises:
        ModelError: see `config_of` and `open_tagger`.
    """
    config_of(name)
    return open_tagger(folder_of(name))
