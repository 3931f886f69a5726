"""Whole profiles: their laws on invented and real documents."""

from __future__ import annotations

import pickle
from itertools import islice
from pathlib import Path

import pytest

from etl.extract import Extractor
from etl.model import IDENTITY_KINDS, CandidateProfile, Document, Mention, Profile
from etl.readers import read
from etl.redact import MASK, redact
from tests.etl.invented import CHINESE, ENGLISH, candidate, document, extractor, job
from tests.etl.test_demands import EN, ZH


def mentions(profile: Profile) -> list[Mention]:
    own = [*profile.mentions, *profile.unknown, *(m for s in profile.skills for m in s.mentions)]
    if isinstance(profile, CandidateProfile):
        own += [m for part in (*profile.positions, *profile.education) for m in part.mentions]
        own += profile.identity.mentions
    return own


def check(profile: Profile) -> None:
    """Exact spans, known concepts, no identity among the facts, values in their bounds."""
    text, concepts = profile.document.text, extractor().vocabulary.concepts
    for mention in mentions(profile):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.text.strip()
        assert 0 < mention.confidence <= 1
        assert mention.concept is None or mention.concept in concepts
    assert profile.occupation is None or profile.occupation in concepts
    assert (profile.occupation is None) == (profile.occupation_confidence == 0)
    assert {s.concept for s in profile.skills} <= concepts
    assert len({s.concept for s in profile.skills}) == len(profile.skills)
    assert not IDENTITY_KINDS & {m.kind for m in profile.mentions}
    if isinstance(profile, CandidateProfile):
        masked = redact(profile.document, profile.identity)
        assert not any(MASK in masked[m.span.start : m.span.end] for m in profile.mentions)
        for position in profile.positions:
            assert position.months is None or position.months > 0
            assert position.occupation is None or position.occupation in concepts


def test_english_candidate() -> None:
    profile = candidate(ENGLISH)
    check(profile)
    assert profile.headline == "Senior Data Engineer"
    assert profile.occupation is not None
    assert (profile.seniority, profile.education_level, profile.place) == ("senior", "master", "Oslo, Norway")
    assert profile.years_experience == pytest.approx((57 + 50) / 12, abs=0.01)
    assert profile.id.startswith("candidate:")


def test_chinese_candidate() -> None:
    profile = candidate(CHINESE)
    check(profile)
    assert profile.headline == "高级Java开发工程师"
    assert profile.occupation is not None
    assert (profile.seniority, profile.education_level) == ("senior", "bachelor")
    assert profile.place == "杭州市西湖区"


def test_jobs() -> None:
    for text in (EN, ZH):
        profile = job(text)
        check(profile)
        assert profile.occupation is not None
        assert profile.id.startswith("job:")


@pytest.mark.parametrize(("employer", "shown"), [("Tidewater Insurance Ltd", False), ("Tidewater Ltd", True)])
def test_the_name_of_an_employer_is_no_skill(employer: str, shown: bool) -> None:
    matter = "insurance" if shown else "order"
    resume = f"Ida Quist\n\nExperience\nClaims Clerk, {employer}, 2019 - 2021\nHandled {matter}\n"
    posting = f"Title: Claims Clerk\nCompany: {employer}\n\nWe at {employer} hire. We need {matter} skills.\n"
    for profile in (candidate(resume), job(posting)):
        names = {extractor().vocabulary.label(fact.concept, "en") for fact in profile.skills}
        assert ("Insurance" in names) is shown


def test_claimed_years_are_marked_where_they_stand() -> None:
    text = "Ida Quist\n\nSummary\nBaker with seven years of experience, mostly at night.\n\nSkills\nBaking\n"
    (found,) = [m for m in candidate(text).mentions if m.kind == "years"]
    assert found.text == text[found.span.start : found.span.end] == "seven years"


def test_stated_years_count_where_positions_tell_less() -> None:
    assert candidate("Ida Quist\nSummary\nNurse with 12 years of experience in care.\n").years_experience == 12


@pytest.mark.parametrize(
    "text", ["x", "姓名", "----", "2010 - 2012", "Skills", "Skills:\n,,,\n", "任职要求：", "█" * 9, "\n\n1\n"]
)
def test_meagre_documents_are_no_accident(text: str) -> None:
    for kind in ("resume", "posting"):
        check(extractor().extract(Document("resume:1", kind, "en", "txt", "", text)))  # type: ignore[arg-type]


def test_deterministic_also_in_another_process() -> None:
    other = pickle.loads(pickle.dumps(extractor()))  # noqa: S301
    assert isinstance(other, Extractor)
    assert other.today == extractor().today
    for text in (ENGLISH, CHINESE):
        assert other.extract(document(text)) == extractor().extract(document(text)) == candidate(text)


def test_real_resumes(shared: Path) -> None:
    files = sorted((shared / "resumes_pdf").rglob("*.pdf"))[::60]
    titled = total = skilled = 0
    for file in files:
        for doc in read(file, "resume", max_bytes=10**8):
            if isinstance(doc, Document):
                profile = extractor().extract(doc)
                check(profile)
                assert isinstance(profile, CandidateProfile)
                total += 1
                titled += any(p.title for p in profile.positions)
                skilled += len(profile.skills) >= 3
    assert titled >= 0.8 * total
    assert skilled >= 0.8 * total


@pytest.mark.parametrize("name", ["zh_it_2019.jsonl.gz", "en_google.jsonl"])
def test_real_postings(shared: Path, name: str) -> None:
    profiles = []
    for doc in islice(read(shared / "postings" / name, "posting", max_bytes=10**9), 150):
        if isinstance(doc, Document):
            profiles.append(extractor().extract(doc))
            check(profiles[-1])
    assert sum(bool(p.skills) for p in profiles) > 0.9 * len(profiles)
    assert sum(p.education_level is not None for p in profiles) > 0.8 * len(profiles)  # type: ignore[union-attr]
