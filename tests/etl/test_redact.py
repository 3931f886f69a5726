"""Masking keeps every offset, and leaves nobody readable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from etl.model import Identity, Mention, Span
from etl.redact import MASK, mask, redact
from tests.etl.invented import CHINESE, ENGLISH, candidate, plain


def test_nobody_is_left() -> None:
    for text in (ENGLISH, CHINESE):
        profile = candidate(text)
        masked = redact(profile.document, profile.identity)
        assert len(masked) == len(profile.document.text)
        for word in ("Maren", "Solvik", "maren", "22 55", "林若曦", "ruoxi", "138-0013", "1992年", "Nilsen"):
            assert word not in masked
        assert "Python" in masked


def test_profile_mentions_never_touch_identity() -> None:
    profile = candidate("Ruby Swiftson\nruby.swiftson@example.com\nSkills\nRuby, Swift, Java\n")
    masked = redact(profile.document, profile.identity)
    assert MASK not in "".join(masked[m.span.start : m.span.end] for m in profile.mentions)
    # the tool stays readable although the person has its name
    assert "Ruby, Swift, Java" in masked


def test_names_recur_across_lines_and_case() -> None:
    text = "Ida Quist\nabout IDA\nQUIST and Quistgaard"
    name = Mention("name", Span(0, 9), "Ida Quist", "t", 1.0)
    masked = redact(plain(text), Identity((name,)))
    assert "IDA" not in masked
    assert "QUIST" not in masked
    assert "Quistgaard" in masked
    assert masked.count("\n") == 2


@given(st.text(alphabet="ab \n林", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=4))
def test_mask_keeps_length_and_white_space(text: str, places: list[tuple[int, int]]) -> None:
    spans = []
    reach = 0
    for start, size in sorted(places):
        first, last = max(start, reach), min(len(text), start + size)
        if first < last:
            spans.append(Span(first, last))
            reach = last
    masked = mask(text, spans)
    assert [c.isspace() for c in masked] == [c.isspace() for c in text]
