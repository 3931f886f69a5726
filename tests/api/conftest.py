"""One small world for the tests of commands and service: the starter ontology, four people and four jobs, a model.

It is made once: training costs more than all tests that use it. All that is in it is invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.cypher import query
from graph.settings import Settings
from graph.store import Store

RESUMES = {
    "ada.txt": """Ada Quillfeather
ada.quillfeather@example.com | +1-555-0142 | Seattle, WA

SUMMARY
Data analyst with five years of experience in reporting.

EXPERIENCE
Data Analyst, Larkmoor Retail, 03/2020 - present
- Built dashboards in Tableau and SQL reports for the finance team
- Automated weekly figures with Python

Junior Data Analyst, Pellworth Insurance, 06/2018 - 02/2020
- Cleaned data in Microsoft Excel

EDUCATION
B.Sc. in Statistics, Northmere University, 2014 - 2018

SKILLS
Python, SQL, Tableau, Microsoft Excel, Zorblatt charts
""",
    "lin.txt": """姓名：林晓桐
电话：138-0000-1234　邮箱：lin.xiaotong@example.cn
现居：上海

工作经历
2019.09-至今  云杉软件有限公司  Java开发工程师
负责后端服务开发，使用Java、Spring Boot和MySQL。
2016.07-2019.08  海棠网络有限公司  软件工程师
使用Java开发订单系统。

教育背景
2012.09-2016.06  江临大学  计算机科学与技术  本科

专业技能
精通Java，熟悉MySQL、Linux、Docker
""",
    "bo.txt": """Bo Hartwell
bo.hartwell@example.com

Work Experience
Registered Nurse, Willow Bend Hospital, 01/2017 - present
- Patient care on a medical ward, medication administration

Education
Bachelor of Science in Nursing, Eastvale College, 2016

Skills
Patient care, communication, teamwork
""",
    "wei.txt": """姓名：卫明远
邮箱：wei.mingyuan@example.cn

工作经历
2018.03-至今  金禾会计师事务所  会计
负责财务报表与税务申报，使用Excel和金蝶软件。

教育背景
2014.09-2018.06  南岭财经大学  会计学  本科

技能
Excel，财务报表，税务
""",
}
POSTINGS = {
    "analyst.txt": """Data Analyst
Company: Brightwell Foods
Location: Seattle, WA

Responsibilities
Build dashboards in Tableau, write SQL.

Requirements
3+ years of experience with SQL and Python. Bachelor's degree.

Nice to have
Apache Spark
""",
    "java.txt": """Java开发工程师
公司：青石科技有限公司
工作地点：上海
薪资：15-25K

岗位职责
负责后端服务开发。

任职要求
1、本科及以上学历，3年以上Java开发经验；
2、熟悉Spring Boot、MySQL、Linux；
3、有Docker经验者优先。
""",
    "nurse.txt": """Registered Nurse
Company: Hollyhock Clinic

Requirements
Patient care, teamwork and communication. Nursing degree.
""",
    "accountant.txt": """会计
公司：丰泽贸易有限公司

任职要求
1、会计专业本科学历；
2、熟悉财务报表、税务申报，熟练使用Excel。
""",
}
#: Everything that says who the people are; none of it may ever come out of the service or of `show`.
IDENTITY = ("Quillfeather", "555-0142", "林晓桐", "138-0000-1234", "Hartwell", "卫明远", "@example")
INTERACTIONS = (("ada", "analyst"), ("lin", "java"), ("bo", "nurse"), ("wei", "accountant"))


@dataclass(frozen=True)
class World:
    """The graph and where its documents came from. `people` and `jobs` map a file's stem to an id."""

    store: Store
    config: Settings
    folder: Path
    people: dict[str, str]
    jobs: dict[str, str]
    documents: dict[str, str]


@pytest.fixture(scope="package")
def world(session_store: Store, config: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Made by the same functions that the commands call."""
    from etl.describe import describe
    from etl.pipeline import build_extractor, ingest
    from gnn.careers import derive_moves
    from gnn.pipeline import train_model
    from ontology.sources import import_ontology

    session_store.execute(query("store/wipe").text)
    folder = tmp_path_factory.mktemp("world")
    import_ontology(session_store, "starter")
    extractor = build_extractor(session_store)
    subjects: dict[str, dict[str, str]] = {"resume": {}, "posting": {}}
    documents: dict[str, str] = {}
    for kind, texts in (("resume", RESUMES), ("posting", POSTINGS)):
        for name, text in texts.items():
            path = folder / name
            path.write_text(text, encoding="utf-8")
            summary = ingest(session_store, [path], kind, workers=1, extractor=extractor)  # type: ignore[arg-type]
            assert not summary.refused
            documents[path.stem] = summary.ids[0]
            subjects[kind][path.stem] = describe(session_store, summary.ids[0])["subject"]
    people, jobs = subjects["resume"], subjects["posting"]
    events = [
        {"candidate": people[who], "job": jobs[what], "kind": "APPLIED", "at": "2026-01-05", "value": 1.0}
        for who, what in INTERACTIONS
    ]
    session_store.write("load/interactions", rows=events)
    derive_moves(session_store)
    train_model(session_store, epochs=4, device="cpu")
    yield World(session_store, config, folder, people, jobs, documents)
    session_store.execute(query("store/wipe").text)


def only_json(text: str) -> dict[str, object]:
    """The one JSON object that a command printed, and nothing else."""
    lines = text.strip().splitlines()
    assert len(lines) == 1
    found = json.loads(lines[0])
    assert isinstance(found, dict)
    return found
