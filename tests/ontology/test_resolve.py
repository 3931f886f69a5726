"""From typed text to one concept."""

from __future__ import annotations

import pytest

from graph.errors import InputError, NotFound
from graph.store import Store
from ontology.importers import starter
from ontology.load import load
from ontology.resolve import resolve

ANALYST = "cg:occupation/data-analyst"


@pytest.fixture(scope="module")
def filled(session_store: Store) -> Store:
    load(session_store, starter.read(), force=True)
    return session_store


@pytest.mark.parametrize("text", [ANALYST, "Data analyst", "data ANALYST ", "数据分析师"])
def test_by_id_label_and_language(filled: Store, text: str) -> None:
    assert resolve(filled, text, "Occupation") == ANALYST


def test_a_skill_is_no_occupation(filled: Store) -> None:
    assert resolve(filled, "cg:skill/python", "Skill") == "cg:skill/python"
    with pytest.raises(NotFound):
        resolve(filled, "cg:skill/python", "Occupation")


def test_a_misspelt_label_brings_suggestions(filled: Store) -> None:
    with pytest.raises(NotFound) as error:
        resolve(filled, "dta analist", "Occupation")
    assert ANALYST in error.value.fix


def test_empty_text(filled: Store) -> None:
    with pytest.raises(InputError):
        resolve(filled, "  ", "Occupation")
