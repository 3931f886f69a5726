"""The spaCy pipeline says what the extractor says."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from etl.nlp import pipeline
from graph.errors import InputError
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


def test_a_saved_pipeline_says_what_it_said(tmp_path: Path) -> None:
    text = "Requirements: Python and SQL, Docker."
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's own imports
        import spacy

        nlp = pipeline(extractor().vocabulary, "en", "resume", taggers=False)
        nlp.to_disk(tmp_path / "nlp")
        loaded = spacy.load(tmp_path / "nlp")
        again = spacy.blank("en")
        again.add_pipe("careergraph_skills")
        again.from_bytes(nlp.to_bytes(), exclude=["careergraph_sections"])
        docs = [each(text) for each in (nlp, loaded, again)]
        told = [[(span.text, span.id_) for span in doc.spans["skills"]] for doc in docs]
        assert told[0] == told[1] == told[2] != []
        sections: Any = loaded.get_pipe("careergraph_sections")
        assert sections.kind == "resume"
        empty = spacy.blank("en")
        empty.add_pipe("careergraph_skills")
        with pytest.raises(InputError, match="no vocabulary"):
            empty(text)
        (tmp_path / "nlp/careergraph_skills/vocabulary.json").write_text('{"terms": [[1]]}', encoding="utf-8")
        with pytest.raises(InputError, match="damaged"):
            spacy.load(tmp_path / "nlp")


def test_entities_are_the_skills_and_what_the_tagger_marks_beside_them() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's own imports
        nlp = pipeline(extractor().vocabulary, "en")
        doc = nlp("Requirements: experience with Python and grombling pipelines in Kubernetes.")
    skills = {(e.text, e.label_, e.ent_id_) for e in doc.ents if e.label_ == "skill"}
    assert skills == {(s.text, "skill", s.id_) for s in doc.spans["skills"]}
    assert {text for text, _, _ in skills} == {"Python", "Kubernetes"}
    marked = {i for span in doc.spans["skills"] for i in range(span.start, span.end)}
    beside = [s for s in doc.spans["mentions"] if marked.isdisjoint(range(s.start, s.end))]
    assert {e.text for e in doc.ents if e.label_ != "skill"} <= {s.text for s in beside}


def test_entities_of_another_component_stay() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy's own imports
        nlp = pipeline(extractor().vocabulary, "en", taggers=False)
        ruler: Any = nlp.add_pipe("entity_ruler", first=True)
        ruler.add_patterns([{"label": "SNAKE", "pattern": "Python"}])
        doc = nlp("Requirements: Python and SQL.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Python", "SNAKE"), ("SQL", "skill")]
