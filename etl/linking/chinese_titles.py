"""Chinese titles that no label names: the occupation whose label is most alike in n-grams, if it is near enough.

The weighing of `etl.ranking.titles` with labels alone (there is no Chinese model), since no labelled Chinese titles but
those of a test are free to learn from. It sees through what the linker's own likeness of pairs of characters does not:
brackets, places, pay, and Latin words glued to Chinese ones.
"""

from __future__ import annotations

import re
from functools import cached_property

from etl.ranking.titles import TitleRanker
from etl.text import HAN, norm
from ontology.vocabulary import Vocabulary

#: From this cosine on a link was right nine times in ten (docs/evaluation.md).
_NEAR = 0.78
#: Share of the cosine that is promised as confidence.
_TRUST = 0.9
#: Words that make another job of a title, wherever they stand.
_OTHER_JOB = re.compile(
    r"助理|助教|讲师|老师|教师|教练|培训|合伙人|总监|经理|主管|销售|售前|售后|顾问|翻译|猎头|编辑|客服|采购|文员|支持|硬件|机械|结构|医|护"
)

#: What a label may have that a title lacks.
_ANY_JOB = frozenset("工程师开发程序员人专技术岗位高级中初资深与和及")
_UNIT = re.compile(r"[a-z0-9+#]+|[\u3400-\u9fff]")


class ChineseTitles:
    """The Chinese labels of one vocabulary's occupations, indexed at the first title that needs it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        """Every Chinese label of each occupation."""
        found: dict[str, list[str]] = {}
        for term in self._vocabulary.of_type("Occupation"):
            if HAN.search(term.text):
                found.setdefault(self._vocabulary.canonical(term.concept), []).append(norm(term.text))
        return found

    @cached_property
    def _ranker(self) -> TitleRanker:
        terms = tuple(term for term in self._vocabulary.of_type("Occupation") if HAN.search(term.text))
        return TitleRanker(Vocabulary(terms, self._vocabulary.version, self._vocabulary.aliases))

    def nearest(self, title: str) -> tuple[str, float] | None:
        """The occupation that is near enough and its confidence; None where none is, and where a title is not Chinese.

        All that a label says must stand in the title but for words that any job may bear: 船务主任 is no 教务主任. A
        word that makes another job of a title (讲师, 销售) must stand in the label.
        """
        if not HAN.search(title) or not self._labels:
            return None
        cosines = self._ranker.voices([title])["labels"][0]
        best = int(cosines.argmax())
        concept = self._ranker.concepts[best]
        if cosines[best] < _NEAR or not any(_told(label, title) for label in self._labels[concept]):
            return None
        return concept, round(_TRUST * min(1.0, float(cosines[best])), 4)


def _told(label: str, title: str) -> bool:
    own = set(_UNIT.findall(norm(title)))
    return set(_UNIT.findall(label)) - own <= _ANY_JOB and set(_OTHER_JOB.findall(title)) <= set(
        _OTHER_JOB.findall(label)
    )
