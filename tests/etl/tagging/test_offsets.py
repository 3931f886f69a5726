"""Spans that slipped because marks were escaped after annotation."""

from __future__ import annotations

from etl.gold import GoldSpan, GoldText
from etl.tagging.offsets import realigned


def slipped(text: str, *words: str) -> GoldText:
    """Gold for words of the escaped text with the offsets that they have in the plain one, white space trimmed."""
    plain = text.replace("&amp;", "&").replace("&lt;", "<")
    spans = []
    for word in words:
        start = plain.index(word)
        end = start + len(word)
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        spans.append(GoldSpan(start, end, "X"))
    return GoldText(text, "en", tuple(spans))


def test_spans_come_back_to_their_words() -> None:
    text = "Sales at Fish &amp; Co\n\nResearch &amp; &lt;Design\n\nNurse\n\nOslo College"
    words = ("Sales", "Research", "Nurse", "Oslo College")
    gold = realigned(slipped(text, *words))
    assert [text[s.start : s.end] for s in gold.spans] == list(words)


def test_a_text_without_escapes_is_left_alone() -> None:
    gold = GoldText("R&D at Fish & Co", "en", (GoldSpan(7, 9, "X"),))
    assert realigned(gold) is gold
