"""Search in English and Chinese, with any characters that people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.store import Store
from ontology.importers import esco, onet, starter
from ontology.load import load
from ontology.search import search
from ontology.skos import NodeType


@pytest.fixture
def loaded(store: Store, starter_folder: Path, esco_folder: Path, onet_folder: Path) -> Store:
    for ontology in (starter.read(starter_folder), esco.read(esco_folder), onet.read(onet_folder)):
        load(store, ontology)
    store.execute("CALL db.awaitIndexes(60)")
    store.execute("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return store


FIRST: list[tuple[str, NodeType, str]] = [
    ("python", "Skill", "cg:skill/python"),
    ("ＰＹＴＨＯＮ", "Skill", "cg:skill/python"),
    ("派森", "Skill", "cg:skill/python"),
    ("编程", "Skill", "cg:skill/programming"),
    ("设计", "Skill", "cg:skill/programming"),  # inside 程序设计
    ("程", "Skill", "cg:skill/programming"),
    ("c#", "Skill", "onet:tech/c#"),
    ("progr", "Skill", "cg:skill/programming"),
    ("programing", "Skill", "cg:skill/programming"),  # one letter is missing
    ("程序员", "Occupation", "cg:occupation/developer"),
    ("lead dev", "Occupation", "cg:occupation/lead"),
    ("计算机", "SkillGroup", "cg:group/computing"),
]


def test_first_hit(loaded: Store) -> None:
    for text, type, first in FIRST:
        hit = search(loaded, text, type=type)[0]
        assert (text, hit.id, hit.type) == (text, first, type)


def test_exact_matches_share_one_row(loaded: Store) -> None:
    ids = [hit.id for hit in search(loaded, "python")]
    assert ids == ["cg:skill/python"]


def test_rows_have_both_languages_and_fall_in_score(loaded: Store) -> None:
    hits = search(loaded, "developer", type="Occupation")
    assert (hits[0].label_en, hits[0].label_zh, hits[0].matched) == ("Developer", "开发工程师", "Developer")
    assert len({hit.id for hit in hits}) == len(hits) > 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_only_labels_of_one_language(loaded: Store) -> None:
    assert search(loaded, "派森", lang="en") == []
    assert {hit.lang for hit in search(loaded, "python", lang="zh")} == {"zh"}


def test_limit(loaded: Store) -> None:
    assert len(search(loaded, "p", limit=1)) == 1


def test_signs_of_the_query_syntax_are_text(store: Store) -> None:
    for text in ('"', "a OR b", "AND", ") OR (*", "x:y", "~", "a\\", "[1 TO 2]", "/x/", "&&", "C++", "-", "\x00"):
        assert search(store, text) == []


@pytest.mark.parametrize("text", ["", "  ", "\u3000\n"])
def test_empty_text(session_store: Store, text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        search(session_store, text)
