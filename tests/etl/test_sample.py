"""The bundled sample: complete, bilingual, consistent with itself and the starter ontology, and nobody's real data."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import etl
import ontology
from etl.model import Document, DocumentKind
from etl.readers import Refusal, read

SAMPLE = Path(etl.__file__).parent / "sample"
STARTER = Path(ontology.__file__).parent / "starter"
MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
#: Runs of digits that could be a telephone number (a date or a span of years is none).
PHONE = re.compile(r"(?<![\w.$£])\+?\(?\d{3,5}\)?[-. ]?\d{3,4}[-. ]?\d{3,4}(?![\w%])|(?<!\d)1\d{10}(?!\d)")
FICTION = re.compile(r"555[-. ]?01\d\d|07700 900\d{3}|020 7946 0\d{3}|138[- ]?0000[- ]?12\d\d")


@cache
def documents(folder: str) -> tuple[Document, ...]:
    """Everything in a folder, as the system itself reads it."""
    kind: DocumentKind = "resume" if folder == "resumes" else "posting"
    found = []
    for path in sorted((SAMPLE / folder).iterdir()):
        for item in read(path, kind, max_bytes=5_000_000):
            assert not isinstance(item, Refusal), (path.name, item)
            found.append(item)
    return tuple(found)


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def postings() -> set[str]:
    """How interactions may name a posting."""
    refs = {path.name for path in (SAMPLE / "postings").iterdir()} - {"postings.csv", "postings.jsonl"}
    refs |= {f"postings.csv#{row['id']}" for row in rows("postings/postings.csv")}
    lines = (SAMPLE / "postings" / "postings.jsonl").read_text(encoding="utf-8").splitlines()
    return refs | {f"postings.jsonl#{json.loads(line)['id']}" for line in lines}


def test_every_format_is_there() -> None:
    resumes = Counter(path.suffix for path in (SAMPLE / "resumes").iterdir())
    assert resumes == {".pdf": 12, ".docx": 10, ".txt": 4, ".md": 2, ".html": 6, ".json": 6}
    jobs = Counter(path.suffix for path in (SAMPLE / "postings").iterdir())
    assert jobs == {".csv": 1, ".jsonl": 1, ".txt": 12, ".html": 14, ".json": 14}
    assert len(postings()) == 80


@pytest.mark.parametrize(("folder", "count"), [("resumes", 40), ("postings", 80)])
def test_all_documents_are_read_and_half_are_chinese(folder: str, count: int) -> None:
    found = documents(folder)
    assert len(found) == len({document.id for document in found}) == count
    assert Counter(document.lang for document in found) == {"en": count // 2, "zh": count // 2}
    assert min(len(document.text) for document in found) > 100


def test_a_pdf_says_what_its_source_says() -> None:
    text = next(d.text for d in documents("resumes") if "Tobias Wrenfield" in d.text)
    assert "Split a settlement monolith into nine Spring Boot services talking over Kafka" in text.replace("\n", " ")


def test_nobody_is_real() -> None:
    for document in (*documents("resumes"), *documents("postings")):
        assert all(host.startswith("example.") for host in MAIL.findall(document.text)), document.source
        for number in PHONE.findall(document.text):
            if len(re.sub(r"\D", "", number)) >= 10:
                assert FICTION.search(number), (document.source, number)


def test_most_resumes_have_a_phone_number_that_the_check_sees() -> None:
    assert sum(bool(FICTION.search(document.text)) for document in documents("resumes")) >= 38


def test_interactions_refer_to_what_exists() -> None:
    files, refs = {path.name for path in (SAMPLE / "resumes").iterdir()}, postings()
    found = rows("interactions.csv")
    assert {row["candidate_file"] for row in found} == files
    assert {row["job_ref"] for row in found} == refs
    assert 300 <= len(found) <= 450
    assert {row["kind"] for row in found} == {"viewed", "applied", "interviewed", "hired", "rated"}
    for row in found:
        assert date(2025, 1, 1) <= date.fromisoformat(row["at"]) <= date(2026, 11, 21)
        assert (row["value"] in set("12345")) is (row["kind"] == "rated"), row
    assert len({tuple(row.values()) for row in found}) == len(found)


def test_steps_follow_one_another() -> None:
    steps = ["viewed", "applied", "interviewed", "hired"]
    days: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows("interactions.csv"):
        days.setdefault((row["candidate_file"], row["job_ref"]), {})[row["kind"]] = row["at"]
    for pair, found in days.items():
        taken = [step for step in steps if step in found]
        assert taken == steps[: len(taken)], pair
        assert [found[step] for step in taken] == sorted(found[step] for step in taken), pair


def test_courses_teach_skills_of_the_starter_ontology() -> None:
    known = {
        row["id"]
        for path in (STARTER / "skills").glob("*.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    }
    courses = rows("courses.csv")
    assert len({row["id"] for row in courses}) == 40
    assert {skill for row in courses for skill in row["skills"].split("|")} <= known
    assert {row["level"] for row in courses} == {"beginner", "intermediate", "advanced"}


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 3_000_000
