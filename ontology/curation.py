"""Names that curators add to concepts. They stay when the scheme is imported again, and a running service reads the
next document with them (`standing`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.errors import InputError, NotFound

from .skos import normalise

if TYPE_CHECKING:
    from graph.store import Store


def add_label(
    store: Store, concept: str, text: str, *, lang: str, kind: Literal["alternative", "hidden"] = "alternative"
) -> bool:
    """Give a skill or occupation one more name. Returns whether it was new to the concept.

    Raises:
        InputError: the name is empty.
        NotFound: there is no such concept.
    """
    written = " ".join(text.split())
    if not written:
        raise InputError("the name is empty", where=concept, fix="Give at least one character")
    rows = store.write(
        "ontology/add_label", concept=concept, id=_id(concept, written, lang), text=written, norm=normalise(written),
        lang=lang, kind=kind,
    )  # fmt: skip
    if not rows:
        raise NotFound("there is no such skill or occupation", where=concept, fix="careergraph ontology search TEXT")
    return bool(rows[0]["added"])


def remove_label(store: Store, concept: str, text: str, *, lang: str) -> bool:
    """Take a curator's name away again. Returns whether there was one; names of the source itself stay."""
    rows = store.write("ontology/remove_label", id=_id(concept, text, lang))
    return bool(rows[0]["removed"])


class Standing(NamedTuple):
    """How an ontology stands: schemes with their versions, curators' changes of each, and the number of labels."""

    versions: tuple[tuple[str, str | None], ...]
    revisions: tuple[int, ...]
    labels: int


def standing(store: Store) -> Standing:
    """A value that differs when the ontology does.

    It costs a look-up, not a scan, so it can be asked at every request. A label that is renamed by hand, past these
    functions, does not show in it.
    """
    row = next(iter(store.read("ontology/revision")), None)
    schemes = row["schemes"] if row else []
    return Standing(
        tuple((id, version) for id, version, _ in schemes),
        tuple(changes or 0 for _, _, changes in schemes),
        row["labels"] if row else 0,
    )


def _id(concept: str, text: str, lang: str) -> str:
    return f"{concept}|{lang}|{normalise(text)}"
