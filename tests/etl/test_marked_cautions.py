"""A resume that lists far more skills than it tells of says so where people look at it."""

from __future__ import annotations

import pytest

from etl.marked_facts import facts_of
from tests.etl.invented import candidate, extractor


@pytest.mark.parametrize(("lang", "key", "told"), [("en", "Beware", "listed"), ("zh", "注意", "所列")])
def test_cautions_are_shown(lang: str, key: str, told: str) -> None:
    labels = [term.text for term in extractor().vocabulary.of_type("Skill") if term.lang == "en"][:300]
    stuffed = candidate("Ida Quist\nida@example.org\n\nSkills\n" + ", ".join(labels) + "\n")
    values = dict(facts_of(stuffed, extractor().vocabulary, lang).values)
    assert told in values[key]
