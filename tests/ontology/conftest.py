"""Tiny tables of every source, written into a temporary folder."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Write = Callable[..., Path]
Table = tuple[Sequence[str], Sequence[Sequence[str]]]

STARTER: dict[str, Table] = {
    "groups/it": (("id", "en", "zh", "broader"), [["computing", "Computing", "计算机", ""]]),
    "skills/it": (
        ("id", "kind", "en", "zh", "aliases_en", "aliases_zh",
         "broader", "related", "esco", "onet", "definition_en", "definition_zh"),
        [
            ["python", "tool", "Python", "Python语言", "Python 3|CPython", "派森",
             "programming", "sql", "http://esco/python", "Python", "A language.", ""],
            ["sql", "tool", "SQL", "SQL语言", "", "", "group:computing", "", "", "", "", ""],
            ["programming", "skill", "Programming", "编程", "coding", "程序设计",
             "group:computing", "", "", "2.B.3.e", "", "编写程序。"],
        ],
    ),
    "occupation_groups/it": (("id", "en", "zh"), [["it", "Information technology", "信息技术"]]),
    "occupations/it": (
        ("id", "en", "zh", "aliases_en", "aliases_zh",
         "group", "esco", "onet", "zhocc", "seniority", "description_en", "description_zh"),
        [
            ["developer", "Developer", "开发工程师", "Programmer", "程序员", "it",
             "http://esco/developer", "15-1252.00", "2-02-13-02", "mid", "Writes programs.", "编写程序的人员。"],
            ["lead", "Lead developer", "开发组长", "", "", "it", "", "", "", "senior", "", ""],
            ["analyst", "Analyst", "分析师", "", "", "it", "", "", "", "mid", "", ""],
        ],
    ),
    "needs/it": (
        ("occupation", "skill", "essential", "importance"),
        [["developer", "python", "true", "0.9"], ["lead", "python", "false", "0.5"]],
    ),
    "moves/it": (("from", "to", "weight"), [["developer", "lead", "30"], ["developer", "analyst", "10"]]),
}  # fmt: skip

ESCO: dict[str, Table] = {
    "iscogroups": (
        ("ORIGINURI", "ID", "CODE", "PREFERREDLABEL", "ALTLABELS", "DESCRIPTION"),
        [["http://esco/isco/2", "key_1", "2", "Professionals", "", ""]],
    ),
    "occupations": (
        ("ORIGINURI", "ID", "CODE", "PREFERREDLABEL", "ALTLABELS", "DESCRIPTION"),
        [["http://esco/developer", "key_2", "2512.4", "software developer",
          "programmer\nsoftware engineer", "Makes\nsoftware."]],
    ),
    "occupations_hierarchy": (("PARENTID", "CHILDID"), [["key_1", "key_2"]]),
    "skillgroups": (
        ("ORIGINURI", "ID", "CODE", "PREFERREDLABEL", "ALTLABELS", "DESCRIPTION"),
        [["http://esco/group/S5", "key_3", "S5", "working with computers", "", ""]],
    ),
    "skills": (
        ("tabiya_key", "label", "uri", "ict_skill_type", "ict_alt_labels", "ict_description"),
        [
            ["key_4", "Python (programming)", "http://esco/python", "knowledge", "Python", ""],
            ["key_5", "use computers", "", "", "", ""],
        ],
    ),
    "skills_hierarchy": (("PARENTID", "CHILDID"), [["key_3", "key_5"], ["key_5", "key_4"]]),
    "skill_skill_relations": (("REQUIRINGID", "RELATIONTYPE", "REQUIREDID"), [["key_4", "optional", "key_5"]]),
    "occupation_skills_partial": (
        ("occupation_uri", "skill_uri", "skill_title", "relation_type"),
        [
            ["http://esco/developer", "http://esco/python", "Python", "essential"],
            ["http://esco/developer", "http://esco/newer", "newer skill", "optional"],
        ],
    ),
    "skill_broader": (
        ("skill_uri", "skill_title", "broader_uri", "broader_title"),
        [["http://esco/newer", "newer skill", "", "(top-level)"],
         ["http://esco/python", "Python", "http://esco/newer", "newer skill"]],
    ),
}  # fmt: skip

_SOC = "O*NET-SOC Code"
ONET: dict[str, Table] = {
    "Occupation_Data": (
        (_SOC, "Title", "Description"),
        [["15-1252.00", "Software Developers", "Develop."], ["15-1252.01", "Detailed Developers", "Develop more."]],
    ),
    "Alternate_Titles": (
        (_SOC, "Alternate Title", "Short Title"),
        [["15-1252.00", "Application Developer (App Dev)", "App Dev"], ["15-1252.00", "Teacher (Coding)", ""]],
    ),
    "Sample_of_Reported_Titles": (
        (_SOC, "Reported Job Title"),
        [["15-1252.00", "Application Developer (App Dev)"], ["15-1252.00", "Coder"]],
    ),
    "Content_Model_Reference": (
        ("Element ID", "Element Name", "Description"),
        [["2", "Worker Requirements", ""], ["2.B", "Cross-Functional Skills", ""], ["2.B.3", "Technical Skills", ""],
         ["2.B.3.e", "Programming", "Writing programs."]],
    ),
    "Skills": (
        (_SOC, "Element ID", "Element Name", "Scale ID", "Data Value"),
        [
            ["15-1252.00", "2.B.3.e", "Programming", "IM", "4.0"],
            ["15-1252.00", "2.B.3.e", "Programming", "LV", "5.0"],
            ["15-1252.01", "2.B.3.e", "Programming", "IM", "2.9"],
        ],
    ),
    "Knowledge": ((_SOC, "Element ID", "Element Name", "Scale ID", "Data Value"), []),
    "Technology_Skills": (
        (_SOC, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
        [
            ["15-1252.00", "Python", "43232402", "Development software", "Y", "Y"],
            ["15-1252.00", "C", "43232402", "Development software", "N", "N"],
            ["15-1252.00", "C#", "43232402", "Development software", "Y", "N"],
        ],
    ),
    "Related_Occupations": (
        (_SOC, f"Related {_SOC}", "Relatedness Tier"),
        [["15-1252.00", "15-1252.01", "Supplemental"], ["15-1252.01", "15-1252.00", "Primary-Long"]],
    ),
    "Job_Zones": ((_SOC, "Job Zone"), [["15-1252.00", "4"]]),
    "Education_Training_and_Experience": (
        (_SOC, "Scale ID", "Category", "Data Value"),
        [["15-1252.00", "RL", "6", "60.0"], ["15-1252.00", "RL", "8", "40.0"], ["15-1252.00", "RW", "1", "100"]],
    ),
}  # fmt: skip

CROSSWALK = """\
Mapping project name,Test,,
,,,
O*NET Id,O*NET Title,ESCO or ISCO URI,Type of Match
15-1252.00,Software Developers,http://esco/developer,exactMatch
15-1252.00,Software Developers,http://esco/narrower,broadMatch
15-1252.01,Detailed Developers,http://esco/developer,narrowMatch
15-1252.00,Software Developers,http://esco/isco/2,exactISCO
"""


def as_csv(table: Table) -> str:
    """A table as text, with a byte-order mark, as some publishers write it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table[0])
    writer.writerows(table[1])
    return "\ufeff" + out.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write tables into a folder; `.gz` packs each of them."""

    def write(name: str, tables: dict[str, Table], packed: bool = False) -> Path:
        folder = tmp_path / name
        for file, table in tables.items():
            path = folder / f"{file}.csv{'.gz' if packed else ''}"
            path.parent.mkdir(parents=True, exist_ok=True)
            data = as_csv(table).encode()
            path.write_bytes(gzip.compress(data) if packed else data)
        return folder

    return write


@pytest.fixture
def starter_folder(write: Write) -> Path:
    return write("starter", STARTER)


@pytest.fixture
def esco_folder(write: Write) -> Path:
    return write("esco", ESCO, packed=True)


@pytest.fixture
def onet_folder(write: Write) -> Path:
    folder = write("onet", ONET, packed=True)
    (folder / "crosswalk_esco_onet.csv").write_text(CROSSWALK, encoding="utf-8")
    return folder
