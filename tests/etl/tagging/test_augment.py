"""Rows made for training: synonyms keep spans on their words, and only sure texts become gold."""

from __future__ import annotations

from collections.abc import Sequence

from etl.gold import GoldSpan, GoldText
from etl.tagging.augment import pseudo_labels, with_synonyms
from etl.tagging.base import Progress, TaggedSpan
from ontology.vocabulary import LabelKind, Term, Vocabulary


def term(concept: str, text: str, lang: str = "en", kind: LabelKind = "alternative") -> Term:
    return Term(concept, "Skill", text, lang, kind, "test")


VOCABULARY = Vocabulary(
    (
        term("a", "Bread baking"), term("a", "Baking of bread and rolls"), term("a", "烘焙面包", "zh"),
        term("a", "wrong spelling", kind="hidden"), term("b", "sewing"), term("c", "spring"), term("d", "spring"),
        term("c", "Spring framework"), term("e", "缝纫", "zh"), term("e", "裁缝工作", "zh"),
    ),
    "test",
)  # fmt: skip


def gold(text: str, *marked: str, lang: str = "en") -> GoldText:
    spans = tuple(GoldSpan(text.index(words), text.index(words) + len(words), words[:3]) for words in marked)
    return GoldText(text, "zh" if lang == "zh" else "en", spans)


def words(row: GoldText) -> list[str]:
    return [row.text[span.start : span.end] for span in row.spans]


def test_a_span_bears_another_label_of_the_same_language_in_its_case() -> None:
    row = gold("We want bread baking, then sewing and more", "bread baking", "sewing")
    (made,) = with_synonyms([row], VOCABULARY, 1.0)
    assert made.text == "We want baking of bread and rolls, then sewing and more"
    assert words(made) == ["baking of bread and rolls", "sewing"]
    assert [span.label for span in made.spans] == ["bre", "sew"]
    assert words(with_synonyms([gold("负责缝纫", "缝纫", lang="zh")], VOCABULARY, 1.0)[0]) == ["裁缝工作"]


def test_what_is_ambiguous_nested_or_unknown_stays() -> None:
    rows = [
        gold("They use spring", "spring"),
        gold("good bread baking", "good bread baking", "bread baking"),
        gold("sewing and welding", "sewing", "welding"),
    ]
    assert with_synonyms(rows, VOCABULARY, 1.0) == []


def test_the_rate_and_the_seed_decide() -> None:
    rows = [gold(f"{number} bread baking", "bread baking") for number in range(50)]
    assert with_synonyms(rows, VOCABULARY, 0.0) == []
    some = with_synonyms(rows, VOCABULARY, 0.5, seed=1)
    assert 10 < len(some) < 40
    assert some == with_synonyms(rows, VOCABULARY, 0.5, seed=1) != with_synonyms(rows, VOCABULARY, 0.5, seed=2)


class Fixed:
    """Marks the first word, as surely as the word says."""

    name, labels = "fixed/1", ("X",)

    def tag(self, texts: Sequence[str], progress: Progress | None = None) -> list[tuple[TaggedSpan, ...]]:
        return [
            tuple(
                TaggedSpan(at * 4, at * 4 + 3, "X", float(word))
                for at, word in enumerate(text.split())
                if word != "---"
            )
            for text in texts
        ]


def test_only_texts_that_are_sure_throughout_are_kept() -> None:
    found = pseudo_labels(Fixed(), ["0.9 0.8", "--- ---", "1.0 0.9", "0.9"], "en", minimum=0.9)
    assert [row.text for row in found] == ["1.0 0.9", "0.9"]
    assert found[0].spans == (GoldSpan(0, 3, "X"), GoldSpan(4, 7, "X"))
