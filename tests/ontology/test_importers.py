"""Each importer on tiny tables with known answers, on bad rows, and on the real files."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError, OntologyError
from ontology.importers import esco, onet, starter, tables, zh_occupations
from ontology.skos import Ontology
from ontology.sources import read_source

from .conftest import ESCO, ONET, STARTER, Write


def labels(ontology: Ontology, id: str) -> set[tuple[str, str, str]]:
    return {(x.text, x.lang, x.kind) for x in ontology.concepts[id].labels.values()}


def triples(ontology: Ontology, kind: str) -> set[tuple[str, str]]:
    return {(x.source, x.target) for x in ontology.relations if x.kind == kind}


def test_starter(starter_folder: Path) -> None:
    ontology = starter.read(starter_folder)
    assert labels(ontology, "cg:skill/python") == {
        ("Python", "en", "preferred"),
        ("Python 3", "en", "alternative"),
        ("CPython", "en", "alternative"),
        ("Python语言", "zh", "preferred"),
        ("派森", "zh", "alternative"),
    }
    assert ontology.concepts["cg:skill/python"].matches == {"exact": {"http://esco/python", "onet:tech/python"}}
    assert ontology.concepts["cg:skill/programming"].matches == {"exact": {"onet:element/2.B.3.e"}}
    developer = ontology.concepts["cg:occupation/developer"]
    assert developer.matches == {"exact": {"http://esco/developer", "onet:15-1252.00", "zhocc:2-02-13-02"}}
    assert developer.descriptions == {"en": "Writes programs.", "zh": "编写程序的人员。"}
    assert ("cg:skill/python", "cg:skill/programming") in triples(ontology, "BROADER")
    assert ("cg:skill/sql", "cg:group/computing") in triples(ontology, "BROADER")
    assert triples(ontology, "RELATED") == {("cg:skill/python", "cg:skill/sql")}
    move = ontology.relation("LEADS_TO", developer.id, "cg:occupation/lead")
    assert move is not None
    assert dict(move.properties) == {
        "source": "curated",
        "count": 30,
        "probability": 0.75,
        "cost": round(1 - math.log(0.75), 6),
    }


@pytest.mark.parametrize(
    ("table", "row", "where", "says"),
    [
        ("needs/it", ["developer", "perl", "true", "0.5"], "needs/it.csv:4", "cg:skill/perl"),
        ("needs/it", ["developer", "sql", "true", "1.5"], "needs/it.csv:4", "between 0 and 1"),
        ("needs/it", ["developer", "sql", "yes", "0.5"], "needs/it.csv:4", "true, false"),
        ("needs/it", ["developer", "sql", "true"], "needs/it.csv:4", "3 cells"),
        ("moves/it", ["lead", "lead", "5"], "moves/it.csv:4", "itself"),
        ("groups/it", ["computing", "Again", "又", ""], "groups/it.csv:3", "stands twice"),
        ("groups/it", ["x", "X", "", ""], "groups/it.csv:3", "must not be empty"),
    ],
)
def test_bad_starter_rows_are_named(write: Write, table: str, row: list[str], where: str, says: str) -> None:
    header, rows = STARTER[table]
    folder = write("bad", {**STARTER, table: (header, [*rows, row])})
    with pytest.raises(OntologyError) as caught:
        starter.read(folder)
    assert caught.value.where == where
    assert says in str(caught.value)


def test_line_numbers_count_line_breaks_inside_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"one\ntwo",x\n3\n', encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        list(tables.read_table(path, ("a", "b")))
    assert caught.value.where == "t.csv:4"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no header"),
        (b"a\n1\n", "columns are missing: b"),
        ("a,b\n中,文\n".encode("gb18030"), "not UTF-8"),
        (b'a,b\n"x,y\n', "cannot be read"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(OntologyError, match=says):
        list(tables.read_table(path, ("a", "b")))


def test_damaged_archive(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(b"not gzip")
    with pytest.raises(OntologyError, match="cannot be read"):
        list(tables.read_table(path, ("a",)))


def test_version_follows_content_not_packing(write: Write) -> None:
    plain, packed = write("plain", ESCO), write("packed", ESCO, packed=True)
    assert esco.read(plain).scheme.version == esco.read(packed).scheme.version
    header, rows = ESCO["skills"]
    other = write("other", {**ESCO, "skills": (header, [["key_4", "Perl", "http://esco/python", "", "", ""], rows[1]])})
    assert esco.read(other).scheme.version != esco.read(plain).scheme.version


def test_esco(esco_folder: Path) -> None:
    ontology = esco.read(esco_folder)
    assert Counter(x.type for x in ontology.concepts.values()) == {
        "Skill": 3,
        "Occupation": 1,
        "OccupationGroup": 1,
        "SkillGroup": 1,
    }
    assert labels(ontology, "http://esco/developer") == {
        ("software developer", "en", "preferred"),
        ("programmer", "en", "alternative"),
        ("software engineer", "en", "alternative"),
    }
    assert ontology.concepts["http://esco/python"].kind == "knowledge"
    assert triples(ontology, "BROADER") == {
        ("http://esco/developer", "http://esco/isco/2"),
        ("esco:key_5", "http://esco/group/S5"),
        ("http://esco/python", "esco:key_5"),
        ("http://esco/python", "http://esco/newer"),
    }
    need = ontology.relation("NEEDS", "http://esco/developer", "http://esco/newer")
    assert need is not None
    assert dict(need.properties) == {"essential": False, "importance": 0.4}


def test_esco_key_that_no_table_defines(write: Write) -> None:
    folder = write("bad", {**ESCO, "skills_hierarchy": (("PARENTID", "CHILDID"), [["key_99", "key_4"]])})
    with pytest.raises(OntologyError, match="key_99") as caught:
        esco.read(folder)
    assert caught.value.where == "skills_hierarchy.csv:2"


def test_missing_table(write: Write) -> None:
    folder = write("bad", {name: table for name, table in ESCO.items() if name != "skills"})
    with pytest.raises(InputError, match=r"skills\.csv"):
        esco.read(folder)


def test_onet(onet_folder: Path) -> None:
    ontology = onet.read(onet_folder)
    developer = ontology.concepts["onet:15-1252.00"]
    assert {x.text for x in developer.labels.values()} == {
        "Software Developers",
        "Application Developer",
        "App Dev",
        "Teacher (Coding)",
        "Coder",
    }
    assert developer.properties == {"job_zone": 4, "education_level": "bachelor"}
    assert {"onet:tech/c", "onet:tech/c#", "onet:tech/python"} <= ontology.concepts.keys()
    needs = {x.target: dict(x.properties) for x in ontology.relations if x.kind == "NEEDS" and x.source == developer.id}
    assert needs == {
        "onet:element/2.B.3.e": {"essential": True, "importance": 0.75},
        "onet:tech/python": {"essential": True, "importance": 0.8},
        "onet:tech/c#": {"essential": False, "importance": 0.6},
        "onet:tech/c": {"essential": False, "importance": 0.4},
    }
    assert ontology.relation("NEEDS", "onet:15-1252.01", "onet:element/2.B.3.e") is None, "importance below 3"
    assert ("onet:15-1252.01", "onet:15-1252.00") in triples(ontology, "BROADER")
    assert ("onet:element/2.B.3", "onet:element/2.B") in triples(ontology, "BROADER")
    related = ontology.relation("RELATED", "onet:15-1252.01", "onet:15-1252.00")
    assert related is not None
    assert related.source == "onet:15-1252.00"
    assert dict(related.properties) == {"tier": "Primary-Long"}


def test_crosswalk_is_turned_to_the_direction_of_skos(onet_folder: Path) -> None:
    ontology = onet.read(onet_folder)
    assert ontology.concepts["onet:15-1252.00"].matches == {
        "exact": {"http://esco/developer", "http://esco/isco/2"},
        "narrow": {"http://esco/narrower"},
    }
    assert ontology.concepts["onet:15-1252.01"].matches == {"broad": {"http://esco/developer"}}


def test_onet_unknown_occupation(write: Write) -> None:
    folder = write("bad", {**ONET, "Job_Zones": (("O*NET-SOC Code", "Job Zone"), [["99-9999.00", "4"]])})
    with pytest.raises(OntologyError, match=r"99-9999\.00") as caught:
        onet.read(folder)
    assert caught.value.where == "Job_Zones.csv:2"


ZH = """\
code,name,text
2-02-13-02,软件工程师,从事软件研究的人员。 从事的工作主要包括：（1）编程。 TRADES
2-02-34-99,其他标准化,、计量工程技术人员 指未列入2-02-34-01的人员。
2-02-14-00,电力工程师,从事电力的人员。
""".replace("TRADES", "下列工种归入本职业： 程序员（36-001） 测试员（ ） 2-02-14(GBM 1-5)电力工程技术人员 从事电力。")


def test_zh_occupations(tmp_path: Path) -> None:
    path = tmp_path / "zh.csv"
    path.write_text(ZH, encoding="utf-8")
    ontology = zh_occupations.read(path)
    engineer = ontology.concepts["zhocc:2-02-13-02"]
    assert [x.text for x in engineer.labels.values()] == ["程序员", "测试员", "软件工程师"]
    assert engineer.preferred("zh") == "软件工程师"
    assert engineer.descriptions["zh"] == "从事软件研究的人员。 从事的工作主要包括：（1）编程。"
    assert ontology.concepts["zhocc:2-02-34-99"].preferred("zh") == "其他标准化、计量工程技术人员"
    assert ontology.concepts["zhocc:2-02-14"].preferred("zh") == "电力工程技术人员"
    assert ("zhocc:2-02-14", "zhocc:2-02") in triples(ontology, "BROADER")
    assert ("zhocc:2-02", "zhocc:2") in triples(ontology, "BROADER")


def test_zh_code_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "zh.csv"
    path.write_text("code,name,text\n2-2,甲,乙\n", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        zh_occupations.read(path)
    assert caught.value.where == "zh.csv:2"


@pytest.mark.parametrize(
    ("source", "path", "says"),
    [
        ("nonsense", None, "one of starter, esco"),
        ("esco", None, "needs a path"),
        ("esco", "missing", "no such file"),
        ("rdf", ".", "read from a file"),
    ],
)
def test_sources_that_cannot_be_read(tmp_path: Path, source: str, path: str | None, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_source(source, tmp_path / path if path else None)  # type: ignore[arg-type]


REAL: list[tuple[str, Callable[[Path], Ontology], dict[str, int], dict[str, int]]] = [
    (
        "esco",
        lambda data: esco.read(data / "ontology/esco"),
        {"Occupation": 3007, "OccupationGroup": 619, "SkillGroup": 640},
        {"NEEDS": 9964},
    ),
    ("onet", lambda data: onet.read(data / "ontology/onet"), {"Occupation": 1016}, {}),
    (
        "zh",
        lambda data: zh_occupations.read(data / "ontology/zh_occupations.csv.gz"),
        {"Occupation": 1491},
        {"BROADER": 1933},
    ),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "read", "concepts", "relations"), REAL, ids=[x[0] for x in REAL])
def test_real_files(
    shared: Path,
    name: str,
    read: Callable[[Path], Ontology],
    concepts: dict[str, int],
    relations: dict[str, int],
) -> None:
    ontology = read(shared)
    found = Counter(str(x.type) for x in ontology.concepts.values())
    assert {kind: found[kind] for kind in concepts} == concepts
    links = Counter(str(x.kind) for x in ontology.relations)
    assert {kind: links[kind] for kind in relations} == relations
    if name == "esco":
        assert found["Skill"] >= 13_896
    if name == "onet":
        skills = Counter(x.kind for x in ontology.of_type("Skill"))
        assert skills == {"tool": 8167, "skill": 35, "knowledge": 33}
        matches = Counter(kind for x in ontology.concepts.values() for kind, ids in x.matches.items() for _ in ids)
        assert matches == {"narrow": 2053, "close": 1432, "exact": 541, "broad": 227}
    if name == "zh":
        for concept in ontology.concepts.values():
            assert "GBM" not in " ".join([*concept.descriptions.values(), concept.preferred("zh") or "GBM"])
