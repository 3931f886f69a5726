"""The spaCy pipeline says what the extractor says."""

from __future__ import annotations

import warnings

import pytest

from etl.nlp import pipeline
from tests.etl.invented import extractor


@pytest.mark.parametrize(
    ("lang", "text", "skills"),
    [
        ("en", "Requirements: Python and SQL, Docker.", ["Python", "SQL", "Docker"]),
        ("zh", "任职要求：熟悉Java和机器学习。", ["Java", "机器学习"]),
    ],
)
def test_skills_and_sections(lang: str, text: str, skills: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's own imports
        nlp = pipeline(extractor().vocabulary, lang)  # type: ignore[arg-type]
        doc = nlp(text)
    assert [m.text for m in doc.user_data["careergraph_skills"]] == skills
    assert len(doc.spans["skills"]) == len(skills)
    assert all(span.id_ in extractor().vocabulary.concepts for span in doc.spans["skills"])
    assert [span.label_ for span in doc.spans["sections"]] == ["requirements"]
