"""The same resume gives the same profile, however its page is laid out."""

from __future__ import annotations

from functools import lru_cache

import pytest

from etl.model import CandidateProfile, Document
from etl.readers import read_bytes
from tests.etl.documents import MAX
from tests.etl.invented import extractor
from tests.etl.layouts import pages, paper, plain, word
from tests.etl.layouts.compare import PARTS, Facts, facts, meant
from tests.etl.layouts.people import PEOPLE, Person

#: What is not found again, by layout and person (docs/limits.md). Whoever mends one takes it out.
KNOWN = {
    ("html sidebar_left", "qiao"): {"contact"}, ("html sidebar_left", "wen"): {"contact"},
    ("pdf columns", "tomas"): {"skills"}, ("pdf narrow", "tomas"): {"skills"}, ("pdf narrow", "qiao"): {"education"},
}  # fmt: skip
LAYOUTS = (
    *(f"html {layout}" for layout in pages.LAYOUTS),
    *(f"docx {layout}" for layout in word.LAYOUTS),
    *(f"pdf {layout}" for layout in paper.LAYOUTS),
)


def profile(data: bytes, name: str) -> CandidateProfile:
    (document,) = read_bytes(data, name, "resume", max_bytes=MAX)
    assert isinstance(document, Document)
    found = extractor().extract(document)
    assert isinstance(found, CandidateProfile)
    return found


@lru_cache(maxsize=8)
def plainly(name: str) -> Facts:
    return facts(profile(plain.text(PEOPLE[name]).encode(), "cv.txt"))


def laid_out(person: Person, layout: str) -> Facts:
    format, _, name = layout.partition(" ")
    if format == "html":
        return facts(profile(pages.page(person, name).encode(), "cv.html"))
    if format == "docx":
        return facts(profile(word.word(person, name), "cv.docx"))
    return facts(profile(paper.paper(person, name), "cv.pdf"))


@pytest.mark.parametrize("name", PEOPLE)
def test_the_plain_resume_is_read_as_it_is_meant(name: str) -> None:
    found = plainly(name)
    assert found["positions"] == meant(PEOPLE[name])
    assert len(found["education"]) == len(PEOPLE[name].studies)
    assert len(found["years"]) >= 4
    assert {kind for kind, _ in found["contact"]} == {"name", "email", "phone"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_profile(layout: str) -> None:
    for name, person in PEOPLE.items():
        found = laid_out(person, layout)
        apart = {part for part in PARTS if found[part] != plainly(name)[part]}
        told = {part: (plainly(name)[part] - found[part], found[part] - plainly(name)[part]) for part in apart}
        assert apart <= KNOWN.get((layout, name), set()), (name, told)
