"""What goes into the graph is masked, postings as well as resumes."""

from __future__ import annotations

from etl.loading import rows_of
from tests.etl.invented import candidate, job

POSTING = """Data Engineer
Vela Analytics GmbH, Berlin
Contact: Anna Vela, anna.vela@example.com, 555-010-2030

Requirements
Python and SQL
Anna Vela answers questions. WeChat: vela_hr88
"""


def test_contact_persons_of_a_posting_are_not_stored() -> None:
    profile = job(POSTING)
    (row,) = rows_of(profile, extractor="t", ontology_version="t").documents
    text = row["text"]
    assert len(text) == len(profile.document.text) == row["chars"]
    assert not any(told in text for told in ("Anna", "anna.vela", "010-2030", "vela_hr88"))
    assert "Vela Analytics GmbH" in text  # the company keeps the name of its founder
    assert all(text[m.span.start : m.span.end] == m.text for m in profile.mentions)
    assert {m.text for m in profile.mentions} >= {"Python", "SQL"}


def test_the_text_of_a_resume_is_masked_as_before() -> None:
    profile = candidate("Ida Quist\nida.quist@example.org\nSkills\nPython\n")
    (row,) = rows_of(profile, extractor="t", ontology_version="t", as_of="2024-06").documents
    assert "Ida" not in row["text"]
    assert row["as_of"] == "2024-06"
