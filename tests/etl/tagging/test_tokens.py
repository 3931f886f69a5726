"""Words of English and Chinese, and windows that lose nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.tagging.features import SHAPES, shape
from etl.tagging.tokens import split_words, windows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(Java, C++ and .NET).", "( Java , C++ and .NET ) ."),
        ("end-to-end R&D, e.g. node.js", "end-to-end R&D , e.g . node.js"),
        ("熟悉Java，三年", "熟 悉 Java ， 三 年"),
        ("well... <LOCATION> - yes", "well . . . <LOCATION> - yes"),
    ],
)
def test_marks_come_off_the_ends_of_words_but_not_off_names(text: str, words: str) -> None:
    assert [word.text for word in split_words(text)] == words.split()


@given(st.text())
def test_words_cover_all_but_the_blanks(text: str) -> None:
    words = split_words(text)
    assert "".join(word.text for word in words) == "".join(text.split())
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60), st.integers(5, 30))
def test_windows_cover_every_word_and_keep_the_limit(sizes: list[int], limit: int) -> None:
    found = windows(sizes, limit, limit // 3)
    assert {at for window in found for at in range(window.start, window.end)} == set(range(len(sizes)))
    for window in found:
        assert sum(sizes[window.start : window.end]) <= limit or window.end - window.start == 1


def test_windows_share_words_and_do_not_cut_a_span() -> None:
    closed = [5 <= at < 11 for at in range(30)]  # a span of the words 4 to 10
    found = windows([1] * 30, 8, 2, closed)
    assert not [window for window in found if window.start in range(5, 11) or window.end in range(5, 11)]
    assert any(one.end > other.start for one, other in pairwise(found))


def test_shapes_tell_case_digits_and_marks_apart() -> None:
    words = ["java", "Java", "JAVA", "B2B", "node.js", "C++", "2019", "数"]
    assert len({shape(word) for word in words}) == len(words)
    assert shape("java") == shape("python")
    assert all(0 < shape(word) < SHAPES for word in words)
