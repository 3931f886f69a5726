"""Addresses in the orders of several countries, and what only looks like one."""

from __future__ import annotations

import pytest

from etl.addresses import address_spans


def addresses(text: str, top: int | None = None) -> list[str]:
    return [text[s.start : s.end] for s in address_spans(text, len(text) if top is None else top)]


@pytest.mark.parametrize(
    "text",
    [
        "Flat 3, 12 Hill Street, Oxbridge OX9 1AA",
        "Flat 3\n12 Hill Street\nOxbridge\nOX9 1AA",
        "12, Hill Lane",
        "12 Maple Street\nSpringfield, IL 62704",
        "Lindenstraße 12, 10999 Berlin",
        "Linden Str. 8",
        "Am Markt 5, 10999 Berlin",
        "12 rue des Tilleuls, 75099 Paris",
        "Tulpengracht 123, 1015 XJ Amsterdam",
        "D-80999 München",
    ],
)
def test_whole(text: str) -> None:
    assert text in addresses(text)


def test_codes_count_in_the_contact_block_only() -> None:
    text = "Springfield, IL 62704"
    assert addresses(text) == ["62704"]
    assert addresses(text, top=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "Spring 4 and Struts",
        "Civil Engineering 2018",
        "ISO 27001: 2013",
        "2014, Lake St. Louis",
        "Norway 2019",
        "Java 8",
    ],
)
def test_left_alone(text: str) -> None:
    assert addresses(text) == []
