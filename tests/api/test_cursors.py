"""Cursors of listings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api import cursors
from graph.errors import InputError


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9), st.text(), st.text())
def test_a_cursor_leads_back_to_its_place(offset: int, a: str, b: str) -> None:
    assert cursors.decode(cursors.encode(offset, a, b), a, b) == offset


def test_without_a_cursor_a_listing_starts_at_its_start() -> None:
    assert cursors.decode(None, "x") == 0


def test_a_cursor_of_another_listing_is_refused() -> None:
    with pytest.raises(InputError, match="another listing"):
        cursors.decode(cursors.encode(3, "jobs", "a"), "jobs", "b")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        cursors.decode(text, "jobs")
