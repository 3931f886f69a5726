"""Mentions in colour: where they stand, and that a long text is cut with a word of it."""

from typing import Any

from api.cli.marked import STYLES, legend, marked

TEXT = "██ ███\nWelder at 青禾钢构\nSkills: 焊接, basket weaving"


def span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


FACTS: dict[str, Any] = {
    "text": TEXT,
    "skills": [{"spans": [span("焊接")]}],
    "positions": [{"spans": [span("Welder"), span("青禾钢构")]}],
    "education": [],
    "unknown": [span("basket weaving")],
}


def coloured(style: str) -> list[str]:
    text = marked(FACTS)
    return [text.plain[span.start : span.end] for span in text.spans if str(span.style) == style]


def test_each_kind_has_its_colour() -> None:
    assert coloured(STYLES["skills"]) == ["焊接"]
    assert coloured(STYLES["positions"]) == ["Welder", "青禾钢构"]
    assert coloured(STYLES["unknown"]) == ["basket weaving"]
    assert len(set(STYLES.values())) == len(STYLES)


def test_a_long_text_is_cut_and_says_so() -> None:
    assert marked(FACTS, lines=2).plain.endswith("Welder at 青禾钢构\n… 1 more lines")
    assert marked(FACTS, lines=3).plain == FACTS["text"]


def test_the_legend_names_every_colour_and_the_mask() -> None:
    assert "skill" in legend().plain
    assert "identity" in legend().plain
