"""Noise: seeded, of the wanted strength, and gold spans stay on their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.gold import GoldSpan, GoldText
from etl.noise import KINDS, NoiseKind, noisy, under_noise

TEXT = "Our modern clinic in Brevik wants nurses who document patient care in Excel daily"
ENGLISH = GoldText(TEXT, "en", (GoldSpan(TEXT.index("document"), TEXT.index(" in Excel"), "SKILL"),
                                GoldSpan(TEXT.index("Excel"), TEXT.index(" daily"), "KNOWLEDGE")))  # fmt: skip
CHINESE = GoldText(
    "林若曦，未来大学计算机科学与技术专业本科，负责经营管理",
    "zh",
    (GoldSpan(0, 3, "NAME"), GoldSpan(4, 8, "ORG")),
)


def words(gold: GoldText) -> list[str]:
    return [gold.text[span.start : span.end] for span in gold.spans]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_noise_in_any_company(kind: NoiseKind) -> None:
    alone = noisy([ENGLISH], kind, 0.5, seed=1)
    assert noisy([CHINESE, ENGLISH], kind, 0.5, seed=1)[1] == alone[0]
    assert alone[0] != ENGLISH
    if kind in ("ocr", "typos", "stuffing", "repetition"):
        assert noisy([ENGLISH], kind, 0.5, seed=2) != alone


def test_case_noise_keeps_words() -> None:
    assert words(noisy([ENGLISH], "lower")[0]) == ["document patient care", "excel"]
    assert words(noisy([ENGLISH], "upper")[0]) == ["DOCUMENT PATIENT CARE", "EXCEL"]


def test_upper_case_that_grows_moves_what_follows() -> None:
    gold = GoldText("straße Excel", "en", (GoldSpan(0, 6, "PLACE"), GoldSpan(7, 12, "SKILL")))
    assert words(noisy([gold], "upper")[0]) == ["STRASSE", "EXCEL"]


def test_stuffing_adds_behind_the_text_and_nothing_to_the_gold() -> None:
    for gold in (ENGLISH, CHINESE):
        for kind in ("stuffing", "repetition"):
            stuffed = noisy([gold], kind, 1.0)[0]
            assert stuffed.spans == gold.spans
            assert stuffed.text.startswith(gold.text)
            assert len(stuffed.text) > len(gold.text) + 20
    repeated = noisy([ENGLISH], "repetition", 1.0)[0].text[len(TEXT) :].strip().split(", ")
    assert len(set(repeated)) == 3 < len(repeated)


@pytest.mark.parametrize("gold", [ENGLISH, CHINESE])
@pytest.mark.parametrize("kind", ["ocr", "typos"])
def test_the_rate_is_the_share_of_words_that_are_hit(gold: GoldText, kind: NoiseKind) -> None:
    assert noisy([gold], kind, 0.0) == [gold]
    few, many = (
        sum(noisy([gold], kind, rate, seed)[0].text != gold.text for seed in range(20)) for rate in (0.01, 0.9)
    )
    assert few < many


def test_spans_keep_most_of_their_letters() -> None:
    for seed in range(20):
        for kind in ("ocr", "typos"):
            document, excel = words(noisy([ENGLISH], kind, 0.6, seed)[0])
            assert set("excel") & set(excel.lower())
            assert len(set(document) & set("document patient care")) > 6


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=40), st.sampled_from(KINDS), st.data())
def test_spans_stay_inside_the_text(text: str, kind: NoiseKind, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = noisy([GoldText(text, "en", (GoldSpan(start, end, "X"),))], kind, 0.9)[0]
    assert all(0 <= span.start < span.end <= len(found.text) for span in found.spans)


def test_a_rate_is_a_share() -> None:
    with pytest.raises(ValueError, match="not within"):
        noisy([ENGLISH], "ocr", 2)


def test_scores_stand_beside_the_clean_one() -> None:
    found = under_noise([ENGLISH], lambda texts: texts[0].text == TEXT)
    assert found["clean"] is True
    assert list(found) == ["clean", *KINDS]
    assert not any(found[kind] for kind in KINDS if kind not in ("ocr", "typos"))
