"""One title under several occupations."""

from __future__ import annotations

import pytest

from etl.linking import Linker
from ontology.vocabulary import Term, Vocabulary


def linker(*rows: tuple[str, str, str, str]) -> Linker:
    """(scheme, concept, kind, text) as a linker."""
    terms = tuple(Term(c, "Occupation", text, "en", kind, scheme) for scheme, c, kind, text in rows)  # type: ignore[arg-type]
    return Linker(Vocabulary(terms, "test"))


ROWS = (
    ("starter", "cg:editor", "preferred", "Film cutter"),
    ("starter", "cg:editor", "alternative", "Photographer"),
    ("esco", "e:photographer", "preferred", "photographer"),
    ("onet", "o:urologists", "preferred", "Urologists"),
    ("onet", "o:urologists", "alternative", "Urologist"),
    ("onet", "o:urologists", "alternative", "Owner"),
    ("onet", "o:presses", "preferred", "Press Operators"),
    ("onet", "o:presses", "alternative", "Operator"),
    ("onet", "o:phones", "preferred", "Telephone Operators"),
    ("onet", "o:phones", "alternative", "Operator"),
    ("onet", "o:naval", "preferred", "Naval Architects"),
    ("onet", "o:naval", "alternative", "Engineering Specialist"),
    ("onet", "o:space", "preferred", "Rocket Builders"),
    ("onet", "o:space", "alternative", "Engineering Specialist"),
    ("starter", "cg:hr", "preferred", "Human resources specialist"),
    ("starter", "cg:hr", "alternative", "Payroll specialist"),
    ("esco", "e:payroll", "preferred", "payroll clerk"),
    ("esco", "e:payroll", "alternative", "payroll specialist"),
    ("starter", "cg:books", "preferred", "Bookkeeper"),
    ("starter", "cg:welder", "preferred", "Welder"),
    ("esco", "e:host", "preferred", "host/hostess"),
    ("esco", "e:host", "alternative", "hostess"),
    ("esco", "e:presenter", "preferred", "presenter"),
    ("esco", "e:presenter", "alternative", "hostess"),
)


@pytest.mark.parametrize(
    ("title", "concept"),
    [
        ("Photographer", "cg:editor"),  # what our own ontology says holds whatever else is imported
        ("Senior Photographer", "cg:editor"),
        ("Urologist", "o:urologists"),
        ("Owner", None),  # one word that anybody may be
        ("Operator", None),
        ("Engineering Specialist", None),
        ("Payroll Specialist", "e:payroll"),
        ("Hostess", "e:host"),
        ("Bookkeeper & Payroll Specialist", "cg:books"),
        ("Owner / Photographer", "cg:editor"),
        ("Production Welder", "cg:welder"),
        ("Room Service", None),
    ],
)
def test_meant(title: str, concept: str | None) -> None:
    found, score = linker(*ROWS).link(title, "Occupation")
    assert found == concept
    assert concept is not None or score < 0.62


def test_the_order_of_the_terms_does_not_matter() -> None:
    for title in ("Photographer", "Payroll Specialist", "Hostess"):
        assert linker(*ROWS).link(title, "Occupation") == linker(*reversed(ROWS)).link(title, "Occupation")


def test_all_are_ranked_and_the_one_that_is_meant_first() -> None:
    ranked = linker(*ROWS).rank("Photographer", "Occupation", 3)
    assert [c for c, _ in ranked][:2] == ["cg:editor", "e:photographer"]
