"""Nobody of the original is in the copy, and every span still marks the same thing. Everybody here is invented."""

from __future__ import annotations

from etl.gold import GoldSpan, GoldText
from etl.tagging.pseudonyms import pseudonymise, pseudonymise_all

TEXT = (
    "Maren Solvik\nSales Lead - Fishery\n\nOslo - Email me on Indeed: indeed.com/r/Maren-\nSolvik/0a1b2c3d4e5f6071\n\n"
    "MAREN leads; Solvik sells. Reports to Mr. Odd Nilsen.\nmaren.solvik99@fishery.example, +47 22 55 01 99 77\n"
    "https://www.indeed.com/r/Maren-Solvik/0a1b2c3d4e5f6071?isid=x\nlinkedin.com/in/maren-solvik-12\nBSc 2015"
)


def gold() -> GoldText:
    def span(body: str, label: str, start: int = 0) -> GoldSpan:
        at = TEXT.index(body, start)
        return GoldSpan(at, at + len(body), label)

    spans = (
        span("Maren Solvik", "NAME"),
        span("Sales Lead", "DESIGNATION"),
        span("indeed.com/r/Maren-\nSolvik/0a1b2c3d4e5f6071", "EMAIL_ADDRESS"),
        span("maren.solvik99@fishery.example", "EMAIL_ADDRESS"),
        span("BSc", "DEGREE"),
        span("2015", "GRADUATION_YEAR"),
    )
    return GoldText(TEXT, "en", spans)


def test_nobody_is_left() -> None:
    text = pseudonymise(gold(), 7).text.casefold()
    for trace in ("maren", "solvik", "nilsen", "0a1b2c3d4e5f6071", "22 55 01", "fishery.example"):
        assert trace not in text
    assert "sales lead - fishery" in text


def test_spans_mark_the_same_things() -> None:
    copy = pseudonymise(gold(), 7)
    found = {span.label: copy.text[span.start : span.end] for span in copy.spans if span.label != "EMAIL_ADDRESS"}
    assert (found["DESIGNATION"], found["DEGREE"], found["GRADUATION_YEAR"]) == ("Sales Lead", "BSc", "2015")
    assert found["NAME"] == copy.text.partition("\n")[0]
    page, mail = (copy.text[span.start : span.end] for span in copy.spans if span.label == "EMAIL_ADDRESS")
    assert page.startswith("indeed.com/r/")
    assert page.count("\n") == 1
    assert "@" in mail


def test_one_person_has_one_name_everywhere() -> None:
    copy = pseudonymise(gold(), 7).text
    first, last = copy.partition("\n")[0].split()
    assert f"indeed.com/r/{first}-\n{last}/" in copy
    assert f"{first.upper()} leads; {last} sells" in copy
    assert f"in/{first.lower()}-{last.lower()}-" in copy


def test_the_seed_decides_and_documents_differ() -> None:
    one, other = pseudonymise_all([gold(), gold()], 3)
    assert one == pseudonymise_all([gold()], 3)[0]
    assert one.text != other.text
