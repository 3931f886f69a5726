"""ESCO 1.1.1 from a folder of tables (European Commission; "This service uses the ESCO classification of the
European Commission").

Tables refer to concepts by key (`key_1260`) or by URI. A skill without a URI takes `esco:` and its key as id. The
two tables that come from another ESCO version (`occupation_skills_partial`, `skill_broader`) name some skills that
`skills` lacks: those are taken in with the URI and title that they state, so that no fact is lost.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from ..skos import Concept, Ontology, Scheme, SkillKind
from .tables import Row, find, read_table, version_of

TABLES = (
    "iscogroups", "occupations", "occupations_hierarchy", "skillgroups", "skills", "skills_hierarchy",
    "skill_skill_relations", "occupation_skills_partial", "skill_broader",
)  # fmt: skip
#: ESCO says only essential or optional.
IMPORTANCE = {"essential": 0.9, "optional": 0.4}
_NODE = ("ORIGINURI", "ID", "CODE", "PREFERREDLABEL", "ALTLABELS", "DESCRIPTION")


def read(folder: Path) -> Ontology:
    """ESCO from its tables.

    Raises:
        InputError: a table is missing.
        OntologyError: a bad row, with FILE:LINE.
    """
    version = version_of(find(folder, table) for table in TABLES)
    ontology = Ontology(Scheme("esco", "ESCO 1.1.1", version, "Decision 2011/833/EU, European Commission", "en"))
    keys: dict[str, str] = {}
    for row in read_table(find(folder, "iscogroups"), _NODE):
        _node(ontology, keys, row, Concept(row["ORIGINURI"], "OccupationGroup", code=row["CODE"]))
    for row in read_table(find(folder, "occupations"), _NODE):
        _node(ontology, keys, row, Concept(row["ORIGINURI"], "Occupation", code=row["CODE"]))
    for row in read_table(find(folder, "skillgroups"), _NODE):
        _node(ontology, keys, row, Concept(row["ORIGINURI"], "SkillGroup", code=row["CODE"] or None))
    _skills(ontology, keys, folder)
    for table in ("occupations_hierarchy", "skills_hierarchy"):
        for row in read_table(find(folder, table), ("PARENTID", "CHILDID")):
            child, parent = _known(keys, row, "CHILDID"), _known(keys, row, "PARENTID")
            ontology.relate("BROADER", child, parent, where=row.where)
    for row in read_table(find(folder, "skill_skill_relations"), ("REQUIRINGID", "RELATIONTYPE", "REQUIREDID")):
        first, second = _known(keys, row, "REQUIRINGID"), _known(keys, row, "REQUIREDID")
        tier = row.one_of("RELATIONTYPE", tuple(IMPORTANCE))
        ontology.relate("RELATED", first, second, where=row.where, tier=tier)
    _needs(ontology, folder)
    _broader(ontology, folder)
    return ontology


def _node(ontology: Ontology, keys: dict[str, str], row: Row, concept: Concept) -> None:
    if not concept.id or not row["PREFERREDLABEL"]:
        raise row.error("ORIGINURI and PREFERREDLABEL must not be empty")
    concept.name(row["PREFERREDLABEL"], "en", "preferred")
    for label in row.list("ALTLABELS", "\n"):
        concept.name(label, "en")
    concept.describe(row["DESCRIPTION"], "en")
    keys[row["ID"]] = ontology.add(concept, where=row.where).id


def _skills(ontology: Ontology, keys: dict[str, str], folder: Path) -> None:
    columns = ("tabiya_key", "label", "uri", "ict_skill_type", "ict_alt_labels", "ict_description")
    for row in read_table(find(folder, "skills"), columns):
        if not row["tabiya_key"] or not row["label"]:
            raise row.error("tabiya_key and label must not be empty")
        # One row states something else in this column; only what is a kind is taken.
        kind = row["ict_skill_type"] if row["ict_skill_type"] in ("skill", "knowledge") else "skill"
        concept = Concept(row["uri"] or f"esco:{row['tabiya_key']}", "Skill", kind=cast(SkillKind, kind))
        concept.name(row["label"], "en", "preferred")
        for label in row.list("ict_alt_labels", "\n"):
            for part in label.split("|"):
                concept.name(part, "en")
        concept.describe(row["ict_description"], "en")
        keys[row["tabiya_key"]] = ontology.add(concept, where=row.where).id


def _known(keys: dict[str, str], row: Row, column: str) -> str:
    if row[column] not in keys:
        raise row.error(f"{column} is {row[column]!r}, which no table defines")
    return keys[row[column]]


def _skill(ontology: Ontology, row: Row, prefix: str) -> str:
    """Id of a skill that a table states by URI and title; one that is new is taken in."""
    uri, title = row[f"{prefix}_uri"], row[f"{prefix}_title"]
    if uri not in ontology.concepts:
        if not uri or not title:
            raise row.error(f"{prefix}_uri and {prefix}_title must not be empty")
        ontology.add(Concept(uri, "Skill", kind="skill"), where=row.where).name(title, "en", "preferred")
    return uri


def _needs(ontology: Ontology, folder: Path) -> None:
    columns = ("occupation_uri", "skill_uri", "skill_title", "relation_type")
    for row in read_table(find(folder, "occupation_skills_partial"), columns):
        if row["occupation_uri"] not in ontology.concepts:
            raise row.error(f"{row['occupation_uri']} is no occupation of this ESCO")
        relation = row.one_of("relation_type", tuple(IMPORTANCE))
        ontology.relate(
            "NEEDS",
            row["occupation_uri"],
            _skill(ontology, row, "skill"),
            where=row.where,
            essential=relation == "essential",
            importance=IMPORTANCE[relation],
        )


def _broader(ontology: Ontology, folder: Path) -> None:
    """Broader skills of the other version, beside those of the hierarchy, unless the two contradict each other."""
    for row in read_table(find(folder, "skill_broader"), ("skill_uri", "skill_title", "broader_uri", "broader_title")):
        child = _skill(ontology, row, "skill")
        if not row["broader_uri"]:
            continue
        parent = _skill(ontology, row, "broader")
        if ontology.relation("BROADER", parent, child) is None:
            ontology.relate("BROADER", child, parent, where=row.where)
