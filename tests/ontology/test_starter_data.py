"""The starter tables are consistent: what their README promises holds for every row."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import ontology
from ontology.skos import normalise

FOLDER = Path(ontology.__file__).parent / "starter"
COLUMNS = {
    "skills": "id,kind,en,zh,aliases_en,aliases_zh,broader,related,esco,onet,definition_en,definition_zh",
    "groups": "id,en,zh,broader",
    "occupations": "id,en,zh,aliases_en,aliases_zh,group,esco,onet,zhocc,seniority,description_en,description_zh",
    "occupation_groups": "id,en,zh",
    "needs": "occupation,skill,essential,importance",
    "moves": "from,to,weight",
}
CONCEPTS = ("skills", "groups", "occupations", "occupation_groups")
# What people also write when they mean no skill at all. A Latin word within Chinese text means the tool.
EVERYDAY = {
    "en": {
        *("go", "c", "r", "spring", "swift", "rust", "react", "express", "access", "chef", "puppet", "flask"),
        *("spark", "hive", "word", "teams", "slack", "zoom", "office", "project", "sage", "less", "dart", "lark"),
    },
    "zh": {"go", "c", "r", "技术", "工作", "能力", "开发", "管理", "设计", "学习", "软件"},
}


@cache
def rows(table: str) -> list[dict[str, str]]:
    found = []
    for path in sorted((FOLDER / table).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                assert None not in row, f"{path}:{reader.line_num}: too many fields"
                assert None not in row.values(), f"{path}:{reader.line_num}: too few fields"
                found.append(row)
    return found


def ids(table: str) -> set[str]:
    return {row["id"] for row in rows(table)}


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def original(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("table", COLUMNS)
def test_files_have_the_columns_of_the_format(table: str) -> None:
    paths = sorted((FOLDER / table).glob("*.csv"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        assert data.splitlines()[0].decode() == COLUMNS[table], path
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path


def test_it_is_large_enough() -> None:
    assert len(rows("skills")) >= 400
    assert len(rows("occupations")) >= 100


@pytest.mark.parametrize("table", CONCEPTS)
def test_ids_are_slugs_and_occur_once(table: str) -> None:
    assert [id for id in ids(table) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []
    assert [id for id, count in Counter(row["id"] for row in rows(table)).items() if count > 1] == []


@pytest.mark.parametrize("table", CONCEPTS)
def test_every_concept_is_bilingual(table: str) -> None:
    assert [row["id"] for row in rows(table) if not row["en"].strip()] == []
    assert [row["id"] for row in rows(table) if not re.search(r"[\u4e00-\u9fff]", row["zh"])] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_most_concepts_have_aliases(lang: str) -> None:
    for table in ("skills", "occupations"):
        with_aliases = sum(1 for row in rows(table) if row[f"aliases_{lang}"])
        assert with_aliases >= 0.9 * len(rows(table)), table


@pytest.mark.parametrize("table", ["skills", "occupations"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_label_is_shared(table: str, lang: str) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for row in rows(table):
        for label in (row[lang], *parts(row[f"aliases_{lang}"])):
            assert label == label.strip(), row
            assert label, row
            owners[normalise(label)].append(row["id"])
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_no_alias_is_everyday_text() -> None:
    found = [
        (row["id"], alias)
        for row in rows("skills")
        for lang in ("en", "zh")
        for alias in parts(row[f"aliases_{lang}"])
        if normalise(alias) in EVERYDAY[lang] or (lang == "zh" and len(alias) == 1)
    ]
    assert found == []


def test_references_between_concepts_resolve() -> None:
    skills, groups = ids("skills"), ids("groups")
    for row in rows("skills"):
        assert row["kind"] in {"skill", "knowledge", "tool", "language", "attitude"}, row["id"]
        assert row["broader"], row["id"]
        for slug in parts(row["broader"]):
            assert slug.removeprefix("group:") in (groups if slug.startswith("group:") else skills), (row["id"], slug)
        assert row["id"] not in parts(row["broader"]) + parts(row["related"]), row["id"]
        assert set(parts(row["related"])) <= skills, row["id"]
    for row in rows("groups"):
        assert not row["broader"] or row["broader"] in groups, row["id"]
    for row in rows("occupations"):
        assert row["group"] in ids("occupation_groups"), row["id"]
        assert row["seniority"] in {"junior", "mid", "senior", "manager"}, row["id"]


def test_broader_has_no_cycle() -> None:
    above = {row["id"]: [s for s in parts(row["broader"]) if not s.startswith("group:")] for row in rows("skills")}
    above |= {f"group:{row['id']}": [f"group:{slug}" for slug in parts(row["broader"])] for row in rows("groups")}
    for start in above:
        reached, open_ = set(), list(above[start])
        while open_:
            slug = open_.pop()
            if slug not in reached:
                reached.add(slug)
                open_.extend(above[slug])
        assert start not in reached


def test_every_occupation_has_its_needs() -> None:
    needs: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows("needs"):
        assert row["occupation"] in ids("occupations"), row
        assert row["skill"] in ids("skills"), row
        assert row["skill"] not in needs[row["occupation"]], row
        assert row["essential"] in {"true", "false"}, row
        assert 0 < float(row["importance"]) <= 1, row
        needs[row["occupation"]][row["skill"]] = row["essential"] == "true"
    assert [id for id in ids("occupations") if len(needs[id]) < 8] == []
    assert [id for id in ids("occupations") if sum(needs[id].values()) < 4] == []


def test_moves_hang_together() -> None:
    beside: dict[str, set[str]] = defaultdict(set)
    pairs = [(row["from"], row["to"]) for row in rows("moves")]
    assert [pair for pair, count in Counter(pairs).items() if count > 1 or pair[0] == pair[1]] == []
    for row in rows("moves"):
        assert {row["from"], row["to"]} <= ids("occupations"), row
        assert 1 <= int(row["weight"]) <= 100, row
        beside[row["from"]].add(row["to"])
        beside[row["to"]].add(row["from"])
    reached: set[str] = set()
    open_ = ["general-manager"]
    while open_:
        id = open_.pop()
        if id not in reached:
            reached.add(id)
            open_.extend(beside[id])
    assert ids("occupations") - reached == set()


@pytest.mark.parametrize("table", ["skills", "occupations"])
@pytest.mark.parametrize("column", ["esco", "onet", "zhocc"])
def test_a_foreign_concept_is_matched_once(table: str, column: str) -> None:
    matches = Counter(row[column].casefold() for row in rows(table) if row.get(column))
    assert [match for match, count in matches.items() if count > 1] == []


@pytest.mark.shared
def test_skill_matches_exist_in_the_originals(shared: Path) -> None:
    uris = {row["uri"] for row in original(shared / "ontology/esco/skills.csv.gz")}
    names = {row["Example"] for row in original(shared / "ontology/onet/Technology_Skills.csv.gz")}
    elements = {row["Element ID"] for row in original(shared / "ontology/onet/Content_Model_Reference.csv.gz")}
    assert [row["id"] for row in rows("skills") if row["esco"] and row["esco"] not in uris] == []
    assert [row["id"] for row in rows("skills") if row["onet"] and row["onet"] not in names | elements] == []


@pytest.mark.shared
def test_occupation_matches_exist_in_the_originals(shared: Path) -> None:
    known = {
        "esco": {row["ORIGINURI"] for row in original(shared / "ontology/esco/occupations.csv.gz")},
        "onet": {row["O*NET-SOC Code"] for row in original(shared / "ontology/onet/Occupation_Data.csv.gz")},
        "zhocc": {row["code"] for row in original(shared / "ontology/zh_occupations.csv.gz")},
    }
    for column, codes in known.items():
        wrong = [row["id"] for row in rows("occupations") if row[column] and row[column] not in codes]
        assert wrong == [], column


@pytest.mark.shared
def test_the_crosswalk_folds_no_two_occupations_into_one(shared: Path) -> None:
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while id in parent:
            id = parent[id]
        return id

    def join(one: str, other: str) -> None:
        if root(one) != root(other):
            parent[root(one)] = root(other)

    path = shared / "ontology/crosswalk_esco_onet.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            if line[-1] == "exactMatch":
                join(line[0], line[3])
    assert parent
    folded: dict[str, set[str]] = defaultdict(set)
    for row in rows("occupations"):
        for column in ("esco", "onet"):
            if row[column]:
                folded[root(row[column])].add(row["id"])
    assert [sorted(group) for group in folded.values() if len(group) > 1] == []
