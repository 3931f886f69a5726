"""The English taggers that are shipped: floors under which only broken weights fall. Everybody here is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.gold import mentions_row, read_gold
from etl.mention_evaluation import by_tagger, score_spans
from etl.sample_gold import read_sample_gold
from etl.scores import span_scores
from etl.tagging.reading import Taggers
from etl.tagging.registry import WEIGHTS, TaggerName, open_tagger

RESUME = """Ida Quist
Software Engineer - Vela Analytics

Oslo, Norway - Email me on Indeed: indeed.com/r/Ida-Quist/0a1b2c3d4e5f6071

WORK EXPERIENCE

Software Engineer

Vela Analytics -  Oslo -

June 2015 to Present

Built reports in Python.

EDUCATION

Bachelor of Engineering in Computer Science

Brevik University -  Brevik

2011 to 2015

SKILLS

Python (4 years), SQL (2 years), Java
"""


def found(name: TaggerName, text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label) for s in open_tagger(WEIGHTS / name).tag([text])[0]}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            "Knowledge of Java , SQL and machine learning is required .",
            {("Java", "KNOWLEDGE"), ("SQL", "KNOWLEDGE"), ("machine learning", "KNOWLEDGE")},
        ),
        (
            "Ability to work in a team and to communicate with customers .",
            {("work in a team", "SKILL"), ("communicate with customers", "SKILL")},
        ),
        ("Our office is in the middle of Oslo .", set()),
    ],
)
def test_sentences_of_postings(text: str, marked: set[tuple[str, str]]) -> None:
    assert found("skillspan", text) == marked


def test_postings_of_the_sample() -> None:
    """F1 on six postings when this was written: 0.434, of knowledge 0.566."""
    taggers = Taggers(["skillspan"])
    postings = [one for one in read_sample_gold() if (one.document.kind, one.document.lang) == ("posting", "en")][:6]
    pairs = [
        (
            {(s.start, s.end, s.label) for s in one.spans if s.label in ("skill", "knowledge")},
            {(s.start, s.end, s.label.lower()) for s in taggers.mark(one.document) or ()},
        )
        for one in postings
    ]
    micro, labels = span_scores(pairs)
    assert micro["f1"] > 0.38
    assert labels["knowledge"]["f1"] > 0.5


def test_a_resume() -> None:
    assert found("resume_en", RESUME) >= {
        ("Ida Quist", "NAME"), ("Software Engineer", "DESIGNATION"), ("Vela Analytics", "COMPANIES_WORKED_AT"),
        ("indeed.com/r/Ida-Quist/0a1b2c3d4e5f6071", "EMAIL_ADDRESS"), ("Oslo", "LOCATION"),
        ("Bachelor of Engineering in Computer Science", "DEGREE"), ("Brevik University", "COLLEGE_NAME"),
    }  # fmt: skip


@pytest.mark.shared
def test_dev_figures_of_english_resumes_hold(shared: Path) -> None:
    """0.662 and 0.987 when this was written, on rows whose offsets are as annotated."""
    dev = read_gold(shared / "eval" / "resume_ner_en" / "dev.jsonl", mentions_row)
    micro, labels = score_spans(dev, by_tagger(open_tagger(WEIGHTS / "resume_en")))
    assert micro["f1"] > 0.64
    assert labels["NAME"]["f1"] > 0.95
