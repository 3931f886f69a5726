"""`careergraph train --sample-neighbours`: what may be said."""

from __future__ import annotations

import pytest

from api.cli.train import _neighbours
from graph.errors import InputError


def test_neighbours_are_numbers_or_words() -> None:
    assert _neighbours("auto") is None
    assert _neighbours("off") == ()
    assert _neighbours("10,-1") == (10, -1)


@pytest.mark.parametrize("text", ["", "ten", "10;10", "0,5", "-2,5"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="number of neighbours"):
        _neighbours(text)
