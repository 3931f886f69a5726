"""What taggers mark confirms, doubts and completes what gazetteer and rules found."""

from __future__ import annotations

from etl.linking import Linker
from etl.model import Mention, PositionFact, Section, Span
from etl.position_votes import completed, untold
from etl.tagging.base import TaggedSpan
from etl.votes import missed_skills, weighed
from tests.etl.invented import extractor

LINKER: Linker = extractor().tools.linker


def marked(text: str, part: str, label: str, confidence: float = 0.9) -> TaggedSpan:
    start = text.index(part)
    return TaggedSpan(start, start + len(part), label, confidence)


def mention(text: str, part: str, kind: str = "skill", confidence: float = 0.8) -> Mention:
    start = text.index(part)
    return Mention(kind, Span(start, start + len(part)), part, "gazetteer/1", confidence)  # type: ignore[arg-type]


def position(text: str, *mentions: Mention, title: str = "", company: str | None = None) -> PositionFact:
    span = Span(0, len(text))
    return PositionFact(title, None, 0.0, company, company, None, "2019-01", "2020-01", False, 12, span, mentions)


def test_a_vote_confirms_what_it_covers_and_doubts_the_rest() -> None:
    text = "You know Python. Our office is in Java Street."
    inside, outside = weighed([mention(text, "Python"), mention(text, "Java")], [marked(text, "Python", "KNOWLEDGE")])
    assert inside.confidence > 0.8 > outside.confidence > 0


def test_what_only_the_tagger_sees_is_linked_or_unknown() -> None:
    text = "Experience with machine learning and Zorblax 9 is needed, as is a calm manner."
    spans = [
        marked(text, "machine learning", "KNOWLEDGE"),
        marked(text, "Zorblax 9", "KNOWLEDGE"),
        marked(text, "calm manner", "SKILL"),
        marked(text, "needed", "KNOWLEDGE", 0.2),
    ]
    linked, unknown = missed_skills(text, spans, [], LINKER, frozenset())
    assert [(m.text, m.concept) for m in linked] == [("machine learning", "cg:skill/machine-learning")]
    assert [m.text for m in unknown] == ["Zorblax 9"]
    again, none = missed_skills(text, spans, [*linked, *unknown], LINKER, frozenset())
    assert not again
    assert not none


def test_a_header_gets_the_employer_that_only_the_tagger_saw() -> None:
    text = "Data Analyst, Brightwater\n2019 - 2020\nReports on orders for Norwick."
    fact = position(
        text, mention(text, "Data Analyst", "title"), mention(text, "2019 - 2020", "date"), title="Data Analyst"
    )
    spans = [marked(text, "Brightwater", "COMPANIES_WORKED_AT"), marked(text, "Norwick", "COMPANIES_WORKED_AT")]
    (found,) = completed(text, [fact], [*spans, marked(text, "Data Analyst", "DESIGNATION")], LINKER)
    assert (found.company, found.company_key) == ("Brightwater", "brightwater")
    title = next(m for m in found.mentions if m.kind == "title")
    assert title.confidence > 0.8


def test_an_employer_that_is_known_stays() -> None:
    text = "Data Analyst, Brightwater, Norwick"
    fact = position(text, mention(text, "Brightwater", "company"), company="Brightwater")
    (found,) = completed(text, [fact], [marked(text, "Norwick", "COMPANIES_WORKED_AT")], LINKER)
    assert found.company == "Brightwater"


def test_a_biography_gives_its_offices_without_dates() -> None:
    text = "历任青禾股份有限公司会计、财务经理，云杉银行审计师，现任蓝鲸科技有限公司财务总监。"
    spans = [
        marked(text, "青禾股份有限公司", "ORG"),
        marked(text, "会计", "TITLE"),
        marked(text, "财务经理", "TITLE"),
        marked(text, "云杉银行", "ORG"),
        marked(text, "审计师", "TITLE"),
        marked(text, "蓝鲸科技有限公司", "ORG"),
        marked(text, "财务总监", "TITLE"),
    ]
    whole = (Section("summary", Span(0, len(text))),)
    facts = untold(text, [], spans, whole, LINKER)
    assert [(f.title, f.company, f.current) for f in facts] == [
        ("会计", "青禾股份有限公司", False),
        ("财务经理", "青禾股份有限公司", False),
        ("审计师", "云杉银行", False),
        ("财务总监", "蓝鲸科技有限公司", True),
    ]
    assert all(text[m.span.start : m.span.end] == m.text for f in facts for m in f.mentions)
    assert not untold(text, facts, spans, whole, LINKER)
    assert not untold(text, [], spans, (Section("education", Span(0, len(text))),), LINKER)
