"""One entry for every source of an ontology, for the command line and the service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from graph.errors import InputError

from .importers import esco, onet, rdf, starter, zh_occupations
from .load import ImportSummary, load
from .skos import Ontology

if TYPE_CHECKING:
    from graph.store import Store

Source = Literal["starter", "esco", "onet", "zh-occupations", "rdf"]


def read_source(
    source: Source,
    path: Path | None = None,
    *,
    type: Literal["Skill", "Occupation"] = "Skill",
    scheme: str | None = None,
    crosswalk: Path | None = None,
) -> Ontology:
    """An ontology in memory.

    Args:
        path: folder of the tables (starter, esco, onet) or the file (zh-occupations, rdf); the starter needs none.
        type: what the concepts of an RDF file are.
        scheme: URI of the scheme to take out of an RDF file.
        crosswalk: the ESCO crosswalk of O*NET, if it does not lie beside the tables.

    Raises:
        InputError: an unknown source, or a path that is missing.
        OntologyError: a bad row or file, with FILE:LINE.
    """
    if source not in get_args(Source):
        raise InputError(f"there is no source {source!r}", fix=f"one of {', '.join(get_args(Source))}")
    if source == "starter":
        return starter.read(path)
    if path is None:
        raise InputError(f"{source} needs a path", fix=f"careergraph ontology import {source} PATH")
    if not path.exists():
        raise InputError("there is no such file or folder", where=str(path))
    if path.is_dir() != (source in ("esco", "onet")):
        expected = "a file" if path.is_dir() else "a folder of tables"
        raise InputError(f"{source} is read from {expected}", where=str(path))
    if source == "esco":
        return esco.read(path)
    if source == "onet":
        return onet.read(path, crosswalk)
    if source == "zh-occupations":
        return zh_occupations.read(path)
    return rdf.read(path, type, scheme)


def import_ontology(
    store: Store,
    source: Source,
    path: Path | None = None,
    *,
    type: Literal["Skill", "Occupation"] = "Skill",
    scheme: str | None = None,
    crosswalk: Path | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportSummary:
    """Read a source (see `read_source`) and make the graph say what it says (see `load`).

    Raises:
        InputError, OntologyError: as `read_source` and `load`.
        StoreError: the graph cannot serve us.
    """
    ontology = read_source(source, path, type=type, scheme=scheme, crosswalk=crosswalk)
    return load(store, ontology, force=force, progress=progress)
