"""Whose hyphen stands at the end of a line."""

from __future__ import annotations

import pytest

from etl.hyphens import mended, words_of


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("develop", "ment", "development"), ("docu", "mented", "documented"), ("coor", "dination", "coordination"),
        ("problem", "solving", "problem-solving"), ("full", "stack", "full-stack"), ("e", "commerce", "e-commerce"),
        ("Pro", "fessional", "Professional"),
    ],
)  # fmt: skip
def test_mended(left: str, right: str, whole: str) -> None:
    assert mended(left, right, frozenset()) == whole


def test_what_the_document_has_elsewhere_decides() -> None:
    assert mended("time", "sheets", words_of("kept timesheets")) == "timesheets"
    assert mended("data", "base", words_of("a data-base of parts")) == "data-base"
