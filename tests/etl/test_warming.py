"""Warming builds what the first documents would otherwise wait for."""

from __future__ import annotations

from etl.linking import Linker
from etl.warming import WARMING, warm
from tests.etl.invented import extractor


def test_every_index_is_built_and_nothing_is_linked() -> None:
    reader = extractor()
    warm(reader)
    linker: Linker = reader.tools.linker
    assert set(linker._index) == {"Skill", "Occupation"}
    for document in WARMING:
        profile = reader.extract(document)
        assert [mention.text for mention in profile.mentions if mention.kind == "skill" and mention.concept] == []
