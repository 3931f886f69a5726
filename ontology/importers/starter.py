"""The starter ontology: our own bilingual tables, one file a domain (format: `ontology/starter/README.md`)."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from graph.errors import InputError

from ..skos import SKILL_KINDS, Concept, NodeType, Ontology, Scheme, SkillKind
from .onet import element_id, occupation_id, technology_id
from .tables import Row, read_table, version_of
from .zh_occupations import zh_occupation_id

FOLDER = Path(__file__).parents[1] / "starter"
SENIORITIES = ("junior", "mid", "senior", "manager")
_LABELS = ("id", "en", "zh")
_SKILL = ("kind", "aliases_en", "aliases_zh", "broader", "related", "esco", "onet")
_OCCUPATION = ("aliases_en", "aliases_zh", "group", "esco", "onet", "zhocc", "seniority")
_ELEMENT = re.compile(r"\d\.[A-Z](\.\d+)*(\.[a-z](\.\d+)*)?")


def read(folder: Path | None = None) -> Ontology:
    """The starter ontology of a folder; without one, that of the package.

    Raises:
        OntologyError: a bad row, with FILE:LINE.
        InputError: the folder holds no tables.
    """
    folder = folder or FOLDER
    paths = sorted(folder.glob("*/*.csv"))
    if not paths:
        raise InputError("the folder holds no starter tables", where=str(folder), fix="expected skills/*.csv ...")
    ontology = Ontology(Scheme("starter", "CareerGraph starter ontology", version_of(paths), "CC BY 4.0", "en zh"))
    groups = _concepts(ontology, folder, "groups", "SkillGroup", ("broader",))
    skills = _concepts(ontology, folder, "skills", "Skill", _SKILL)
    _concepts(ontology, folder, "occupation_groups", "OccupationGroup", ())
    occupations = _concepts(ontology, folder, "occupations", "Occupation", _OCCUPATION)
    for concept, row in groups:
        for slug in row.list("broader"):
            ontology.relate("BROADER", concept.id, group(slug), where=row.where)
    for concept, row in skills:
        _skill(ontology, concept, row)
    for concept, row in occupations:
        _occupation(ontology, concept, row)
    _needs(ontology, folder)
    _moves(ontology, folder)
    return ontology


def skill(slug: str) -> str:
    """Id of the skill with this slug."""
    return f"cg:skill/{slug}"


def group(slug: str) -> str:
    """Id of the skill group with this slug, with or without its prefix `group:`."""
    return f"cg:group/{slug.removeprefix('group:')}"


def occupation(slug: str) -> str:
    """Id of the occupation with this slug."""
    return f"cg:occupation/{slug}"


def occupation_group(slug: str) -> str:
    """Id of the occupation group with this slug."""
    return f"cg:occupation-group/{slug}"


_ID = {"Skill": skill, "SkillGroup": group, "Occupation": occupation, "OccupationGroup": occupation_group}


def _rows(folder: Path, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    for path in sorted((folder / table).glob("*.csv")):
        yield from read_table(path, columns, name=f"{table}/{path.name}")


def _concepts(
    ontology: Ontology, folder: Path, table: str, type: NodeType, columns: tuple[str, ...]
) -> list[tuple[Concept, Row]]:
    """Add the labelled concepts of one kind of table; what relates them follows when all are known."""
    found = []
    for row in _rows(folder, table, _LABELS + columns):
        if not row["id"] or not row["en"] or not row["zh"]:
            raise row.error("id, en and zh must not be empty")
        concept = Concept(_ID[type](row["id"]), type)
        for lang in ("en", "zh"):
            concept.name(row[lang], lang, "preferred")
            for alias in row.list(f"aliases_{lang}") if f"aliases_{lang}" in row.values else []:
                concept.name(alias, lang)
            for column in (f"definition_{lang}", f"description_{lang}"):
                concept.describe(row.values.get(column, ""), lang)
        found.append((ontology.add(concept, where=row.where), row))
    return found


def _skill(ontology: Ontology, concept: Concept, row: Row) -> None:
    concept.kind = cast(SkillKind, row.one_of("kind", SKILL_KINDS))
    for slug in row.list("broader"):
        target = group(slug) if slug.startswith("group:") else skill(slug)
        ontology.relate("BROADER", concept.id, target, where=row.where)
    for slug in row.list("related"):
        ontology.relate("RELATED", concept.id, skill(slug), where=row.where)
    for uri in row.list("esco"):
        concept.match("exact", uri)
    for name in row.list("onet"):
        concept.match("exact", element_id(name) if _ELEMENT.fullmatch(name) else technology_id(name))


def _occupation(ontology: Ontology, concept: Concept, row: Row) -> None:
    if row["group"]:
        ontology.relate("BROADER", concept.id, occupation_group(row["group"]), where=row.where)
    if row["seniority"]:
        concept.properties["seniority"] = row.one_of("seniority", SENIORITIES)
    for uri in row.list("esco"):
        concept.match("exact", uri)
    for code in row.list("onet"):
        concept.match("exact", occupation_id(code))
    for code in row.list("zhocc"):
        concept.match("exact", zh_occupation_id(code))


def _needs(ontology: Ontology, folder: Path) -> None:
    for row in _rows(folder, "needs", ("occupation", "skill", "essential", "importance")):
        ontology.relate(
            "NEEDS",
            occupation(row["occupation"]),
            skill(row["skill"]),
            where=row.where,
            essential=row.one_of("essential", ("true", "false")) == "true",
            importance=row.number("importance", 0, 1),
        )


def _moves(ontology: Ontology, folder: Path) -> None:
    """Career moves. `probability` is the weight over all weights from the same occupation; `cost` is
    1 - ln(probability), so that of two paths the more usual one wins and each move costs at least one."""
    moves = list(_rows(folder, "moves", ("from", "to", "weight")))
    total: defaultdict[str, float] = defaultdict(float)
    for row in moves:
        total[row["from"]] += row.number("weight", 1, 100)
    for row in moves:
        weight = row.number("weight", 1, 100)
        probability = weight / total[row["from"]]
        ontology.relate(
            "LEADS_TO",
            occupation(row["from"]),
            occupation(row["to"]),
            where=row.where,
            source="curated",
            count=round(weight),
            probability=round(probability, 6),
            cost=round(1 - math.log(probability), 6),
        )
