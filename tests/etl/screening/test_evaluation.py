"""Comparison of classifiers: laws of the measures, chance where there is nothing to learn, and the picture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from etl.screening.classifiers import Majority, SentenceLogistic, TfidfForest, TfidfLogistic
from etl.screening.corpus import Corpus
from etl.screening.evaluation import confused, cross_validate, f1_scores, figures, interval, macro_f1, report
from etl.screening.picture import draw_confusion

ALL = (lambda _: Majority(), lambda seed: TfidfForest(seed, 30), lambda _: TfidfLogistic())


def test_what_can_be_learnt_is_learnt(corpus: Corpus) -> None:
    found = cross_validate(corpus, ALL, count=3)
    shown = report(found, corpus, "invented").as_json()
    accuracy, low, high = shown["metrics"]["accuracy"]
    assert 0.8 < low <= accuracy <= high <= 1.0
    assert shown["baselines"]["majority"]["accuracy"][0] == pytest.approx(1 / 3)
    gain, gain_low, _ = shown["metrics"]["gain_over"]["majority"]
    assert gain == pytest.approx(accuracy - 1 / 3)
    assert gain_low > 0
    assert set(shown["per_label"]) == {"BAKER", "NURSE", "PILOT"}
    assert sum(row["support"] for row in shown["per_label"].values()) == len(corpus.examples)
    for outcome in found.outcomes:
        assert np.allclose(outcome.probabilities.sum(axis=1), 1)
        assert figures(found, outcome)["in_top_3"][0] == 1.0


def test_shuffled_labels_leave_chance(corpus: Corpus) -> None:
    labels = [example.label for example in corpus.examples]
    random.Random(1).shuffle(labels)
    mixed = Corpus(tuple(replace(one, label=label) for one, label in zip(corpus.examples, labels, strict=True)))
    found = cross_validate(mixed, ALL, count=3)
    assert all(abs(np.mean(outcome.fold_accuracy) - 1 / 3) < 0.2 for outcome in found.outcomes)


def test_the_same_seed_gives_the_same_figures(corpus: Corpus) -> None:
    runs = [cross_validate(corpus, ALL[1:2], count=3, seed=4).outcomes[0].probabilities for _ in range(2)]
    assert np.array_equal(runs[0], runs[1])


def test_a_comparison_that_was_interrupted_goes_on(corpus: Corpus, tmp_path: Path) -> None:
    made = []

    class Tires(TfidfLogistic):
        def fit(self, texts: Sequence[str], labels: npt.NDArray[np.int64], /) -> None:
            made.append(len(texts))
            if len(made) == 3:
                raise KeyboardInterrupt
            super().fit(texts, labels)

    with pytest.raises(KeyboardInterrupt):
        cross_validate(corpus, [lambda _: Tires()], count=3, state=tmp_path)
    again = cross_validate(corpus, [lambda _: Tires()], count=3, state=tmp_path).outcomes[0]
    assert len(made) == 4, "two folds, one cut short, and that one again"
    straight = cross_validate(corpus, ALL[2:], count=3).outcomes[0]
    assert np.array_equal(again.probabilities, straight.probabilities)
    assert again.fold_accuracy == straight.fold_accuracy
    assert again.seconds > 0
    cross_validate(corpus, [lambda _: Tires()], count=3, seed=1, state=tmp_path)
    assert len(made) == 7, "another split begins anew"


def test_head_and_body_both_tell(corpus: Corpus) -> None:
    """An encoder that sees one word only: in the whole text it is everywhere, at the beginning it tells."""
    opened = Corpus(
        tuple(
            replace(one, text=" ".join([one.label, *(f"w{number}x{at}" for at in range(200)), "BAKER NURSE PILOT"]))
            for number, one in enumerate(corpus.examples)
        )
    )

    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([[float(label in text) for label in opened.labels] for text in texts], np.float32)

    found = cross_validate(opened, [lambda _: SentenceLogistic(encode)], count=3)
    assert found.outcomes[0].fold_accuracy == (1.0, 1.0, 1.0)


def test_macro_f1_is_the_mean_over_labels() -> None:
    truth, guessed = np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1])
    assert f1_scores(truth, guessed, 3).tolist() == pytest.approx([0.8, 2 / 3, 0.0])
    assert macro_f1(truth, guessed, 3) == pytest.approx((0.8 + 2 / 3) / 2)
    assert macro_f1(truth, truth, 3) == 1.0


def test_an_interval_holds_its_mean() -> None:
    value, low, high = interval(np.array([0.0] * 30 + [1.0] * 70))
    assert value == pytest.approx(0.7)
    assert low < value < high
    assert interval(np.ones(5)) == [1.0, 1.0, 1.0]


def test_the_picture_is_drawn(corpus: Corpus, tmp_path: Path) -> None:
    found = cross_validate(corpus, [lambda _: TfidfLogistic()], count=3)
    wrong = replace(found.outcomes[0], probabilities=found.outcomes[0].probabilities[:, [1, 0, 2]])
    found = replace(found, outcomes=(wrong,))
    assert confused(found, 1)[0][:2] == ("BAKER", "NURSE")
    path = tmp_path / "pictures" / "confusion.png"
    draw_confusion(found, path)
    assert path.read_bytes().startswith(b"\x89PNG")
    first = path.read_bytes()
    draw_confusion(found, path)
    assert path.read_bytes() == first
