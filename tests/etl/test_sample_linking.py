"""The judged concepts of the sample's gold: all are there, all exist, and the linker keeps its level."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.model import Document
from etl.sample_gold import GoldDocument, read_sample_gold
from etl.sample_linking import NOTHING, linking_scores, read_judgements
from graph.errors import GoldFileError
from ontology.vocabulary import ConceptType, starter_vocabulary
from tests.etl.invented import extractor

LABELS = {"skill": "skill", "knowledge": "skill", "title": "title"}


@pytest.fixture(scope="module")
def gold() -> list[GoldDocument]:
    return read_sample_gold()


def test_every_skill_and_title_is_judged_and_no_row_is_idle(gold: list[GoldDocument]) -> None:
    judged = read_judgements()
    used = set()
    for one in gold:
        for span in one.spans:
            if kind := LABELS.get(span.label):
                text = one.document.text[span.start : span.end]
                assert judged.of(kind, text, one.file), (one.file, text)  # type: ignore[arg-type]
                used.add((kind, " ".join(text.casefold().split())))
    assert len(judged.by_form) - len(used) <= 5  # forms that normalisation changes further


def test_every_judged_concept_exists() -> None:
    rights = [right for rows in read_judgements().by_form.values() for _, right in rows]
    assert set().union(*rights) - {NOTHING} <= starter_vocabulary().concepts
    assert all(rights)


def test_the_linker_keeps_its_level(gold: list[GoldDocument]) -> None:
    linker = extractor().tools.linker
    scores = linking_scores(gold, lambda text, type: linker.link(text, type)[0])
    assert scores["all"]["precision"] > 0.96
    floors = {"skill_en": 0.79, "skill_zh": 0.79, "title_en": 0.92, "title_zh": 0.88}
    assert {name: scores[name]["f1"] for name in floors if scores[name]["f1"] < floors[name]} == {}


def test_scores_count_wrong_missing_and_needless_links(tmp_path: Path) -> None:
    rows = "kind,form,file,concepts\nskill,go,,golang\nskill,go,resumes/b,-\nskill,java,,java|jvm\ntitle,cook,,cook\n"
    path = tmp_path / "concepts.csv"
    path.write_text(rows, encoding="utf-8")
    spans = [("skill", 0, 2), ("knowledge", 3, 7), ("title", 8, 12)]
    from etl.gold import GoldSpan

    documents = [
        GoldDocument(
            file, Document("resume:1", "resume", "en", "txt", "", "Go Java Cook"),
            tuple(GoldSpan(start, end, label) for label, start, end in spans), {},
        )
        for file in ("resumes/a.txt", "resumes/b.txt")
    ]  # fmt: skip

    def link(text: str, type: ConceptType) -> str | None:
        return {"Go": "cg:skill/golang", "Java": "cg:skill/jvm"}.get(text)

    scores = linking_scores(documents, link, read_judgements(path))["all"]
    assert (scores["spans"], scores["needed"]) == (6, 5)
    assert scores["precision"] == pytest.approx(3 / 4)
    assert scores["recall"] == pytest.approx(3 / 5)


def test_a_bad_row_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "concepts.csv"
    path.write_text("kind,form,file,concepts\nskill,go,,golang\nskill,java,,\n", encoding="utf-8")
    with pytest.raises(GoldFileError, match=":3"):
        read_judgements(path)
