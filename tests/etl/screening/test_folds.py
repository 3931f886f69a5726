"""Splits: stratified, and near-copies never on both sides."""

from __future__ import annotations

import numpy as np
import pytest

from etl.screening.corpus import Corpus
from etl.screening.folds import folds, near_copies
from graph.errors import InputError


def test_near_copies_are_one_group(corpus: Corpus) -> None:
    texts = corpus.texts
    longer = texts[0] + " and many more words that only stand in this extended version of it"
    found = near_copies([*texts, texts[3].upper(), longer])
    assert found[-2] == found[3]
    assert found[-1] == found[0]
    assert len(set(found.tolist())) == len(texts)


def test_chinese_and_short_texts_have_groups_too() -> None:
    found = near_copies(["负责公司财务报表与税务申报", "负责公司财务报表与税务申报工作", "welder", "tailor", "welder"])
    assert found[0] == found[1]
    assert found[2] == found[4] != found[3]


def test_folds_keep_groups_together_and_shares_even() -> None:
    labels = np.repeat([0, 1], 20)
    groups = np.arange(40)
    groups[1] = groups[0]
    split = folds(labels, groups, 5)
    assert sorted(at for _, test in split for at in test) == list(range(40))
    for train, test in split:
        assert not set(groups[train]) & set(groups[test])
        assert 2 <= int((labels[test] == 0).sum()) <= 6


def test_too_few_texts_of_a_label() -> None:
    with pytest.raises(InputError, match="only 2 texts"):
        folds(np.array([0, 0, 0, 1, 1]), np.arange(5), 3)
