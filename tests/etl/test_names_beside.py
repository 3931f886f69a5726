"""Names that stand beside something that tells them. Everybody here is invented."""

from __future__ import annotations

import pytest

from etl.contact import find_identity
from etl.model import DocumentKind
from etl.redact import redact
from etl.sections import find_sections
from etl.tagging.base import TaggedSpan
from etl.text import lines
from tests.etl.invented import extractor, plain


def names(text: str, kind: DocumentKind = "resume") -> list[str]:
    doc = plain(text, kind)
    found = lines(doc)
    return find_identity(doc, found, find_sections(doc, found), extractor().tools.known).values("name")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("林若曦 (Ruoxi Lin)\nruoxi@example.com", ["林若曦", "Ruoxi Lin"]),
        ("林若曦（Rosie）\nruoxi@example.com", ["林若曦", "Rosie"]),
        ("林若曦 / Ruoxi Lin\nruoxi@example.com", ["林若曦", "Ruoxi Lin"]),
        ("Ruoxi Lin (林若曦)\nruoxi@example.com", ["Ruoxi Lin", "林若曦"]),
        ("姓名：林若曦\n英文名：Rosie Lin", ["林若曦", "Rosie Lin"]),
        ("First Name: Ida\nSurname: Quist", ["Ida", "Quist"]),
        ("林若曦 | Python\n13800138000", ["林若曦"]),
        ("林若曦 / Product Manager\n13800138000", ["林若曦"]),
        ("Ida Quist\nida@example.org\nReference: Dr. Jane Vela, jane@example.org", ["Ida Quist", "Dr. Jane Vela"]),
        ("Ida Quist\nida@example.org\nSupervisor: Odd Nilsen (555-010-2030)", ["Ida Quist", "Odd Nilsen"]),
        ("Ida Quist\nida@example.org\nReferences: Available Upon Request", ["Ida Quist"]),
        ("林若曦\n13800138000\n证明人：周明哲 13900139000", ["林若曦", "周明哲"]),
    ],
)
def test_in_resumes(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_the_other_name_is_masked_wherever_it_recurs() -> None:
    text = "林若曦 (Ruoxi Lin)\nruoxi@example.com\n\nExperience\nRuoxi led a team.\n"
    doc = plain(text)
    found = lines(doc)
    identity = find_identity(doc, found, find_sections(doc, found), extractor().tools.known)
    assert "Ruoxi" not in redact(doc, identity)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nurse\nContact: Anna Vela, anna@example.com", ["Anna Vela"]),
        ("Please contact Anna Vela on 555-010-2030.", ["Anna Vela"]),
        ("Send it to Anna Vela (anna.vela@example.com)", ["Anna Vela"]),
        ("Hiring Manager: Odd Nilsen", ["Odd Nilsen"]),
        ("福利好。联系人：林小姐 020-66810000", ["林"]),
        ("0755-12345678转63037林小姐", ["林"]),
        ("联系人：林若曦\n地址：广州", ["林若曦"]),
        ("联系人：HR林小姐 电话", ["林"]),
        ("Contact: Human Resources, jobs@example.com", []),
        ("Please contact Customer Support at help@example.com", []),
        ("HR Manager\nContact customers by phone", []),
        ("咨询公司，熟悉财务", []),
        ("由林先生创建于1990年，联系方式有多种", []),
        ("Maren Solvik founded the firm", []),
    ],
)
def test_contact_persons_of_postings(text: str, found: list[str]) -> None:
    assert names(text, "posting") == found


def test_the_heading_of_a_cv_is_no_name_though_a_tagger_says_so() -> None:
    doc = plain("Curriculum Vitae\nCooks well\n")
    found = lines(doc)
    vote = [TaggedSpan(0, 16, "NAME", 0.99)]
    identity = find_identity(doc, found, find_sections(doc, found), extractor().tools.known, vote)
    assert identity.values("name") == []
