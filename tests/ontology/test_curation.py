"""Names that curators add: they last, they count as a change, and nothing else may take them for its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError, NotFound
from graph.store import Store
from ontology import import_ontology, load_vocabulary
from ontology.curation import add_label, remove_label, standing

PYTHON = "cg:skill/python"


def names(store: Store) -> set[str]:
    return {term.text for term in load_vocabulary(store).terms if term.concept == PYTHON}


def test_a_new_name_is_a_new_revision(store: Store, starter_folder: Path) -> None:
    import_ontology(store, "starter", starter_folder)
    before, version = standing(store), load_vocabulary(store).version
    assert add_label(store, PYTHON, "  snake \n script ", lang="en")
    assert "snake script" in names(store)
    assert standing(store) != before
    assert load_vocabulary(store).version == f"{version}+1"
    assert not add_label(store, PYTHON, "Snake Script", lang="en")
    assert load_vocabulary(store).version == f"{version}+1"


def test_a_name_outlasts_an_import_and_can_be_taken_away(store: Store, starter_folder: Path) -> None:
    import_ontology(store, "starter", starter_folder)
    source = names(store)
    add_label(store, PYTHON, "snake script", lang="en")
    import_ontology(store, "starter", starter_folder, force=True)
    assert names(store) == source | {"snake script"}
    assert remove_label(store, PYTHON, "Snake script", lang="en")
    assert not remove_label(store, PYTHON, "snake script", lang="en")
    assert not remove_label(store, PYTHON, "Python", lang="en")
    assert names(store) == source
    assert load_vocabulary(store).version.endswith("+2")


def test_the_revision_shows_labels_written_by_hand(store: Store, starter_folder: Path) -> None:
    assert standing(store) == standing(store)
    import_ontology(store, "starter", starter_folder)
    before = standing(store)
    by_hand = "MATCH (s:Skill {id: $id}) CREATE (s)-[:HAS_LABEL]->(:Label {id: 'x', text: 'x', norm: 'x'})"
    store.execute(by_hand, id=PYTHON)
    assert standing(store) != before


def test_what_cannot_be_named(store: Store, starter_folder: Path) -> None:
    import_ontology(store, "starter", starter_folder)
    with pytest.raises(NotFound, match="no such"):
        add_label(store, "cg:skill/none", "x", lang="en")
    with pytest.raises(InputError, match="empty"):
        add_label(store, PYTHON, " ", lang="en")
