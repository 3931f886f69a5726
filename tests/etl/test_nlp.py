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


@pytest.mark.parametrize(
    ("lang", "model", "text", "label", "marked"),
    [
        (
            "zh",
            "resume_zh",
            "林若曦，女，汉族，本科学历，现任杭州云杉科技有限公司总经理。",
            "ORG",
            "杭州云杉科技有限公司",
        ),
        ("en", "skillspan", "You have experience with Python and Kubernetes .", "KNOWLEDGE", "Python"),
    ],
)
def test_the_shipped_taggers_are_spacy_components(lang: str, model: str, text: str, label: str, marked: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's own imports
        import spacy

        nlp = spacy.blank(lang)
        nlp.add_pipe("careergraph_tagger", config={"model": model})
        doc = nlp(text)
    assert (label, marked) in {(span.label_, span.text) for span in doc.spans["mentions"]}
    assert all(0 < mark.confidence <= 1 for mark in doc.user_data["careergraph_mentions"])
