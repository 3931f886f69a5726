"""O*NET (https://www.onetcenter.org/database.html) from its tables as CSV, and the ESCO crosswalk beside them.

- Skills and knowledge become needs where their importance (scale IM, 1 to 5) is at least 3, O*NET's own reading of
  "important"; `importance` is (IM - 1) / 4, and 4 ("very important") or more makes a need essential.
- O*NET rates no technology by occupation, but marks some: `importance` is 0.8 where employers demand it often
  ("in demand", then also essential), 0.6 for a hot technology, else 0.4.
- Of a title with its short form, "Registered Nurse (RN)", both halves become labels.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..skos import Concept, MatchKind, Ontology, Scheme, SkillKind
from .tables import Row, find, read_table, version_of

TABLES = (
    "Occupation_Data", "Alternate_Titles", "Sample_of_Reported_Titles", "Content_Model_Reference", "Skills",
    "Knowledge", "Technology_Skills", "Related_Occupations", "Job_Zones", "Education_Training_and_Experience",
)  # fmt: skip
CROSSWALK = "crosswalk_esco_onet"
KEPT_FROM, ESSENTIAL_FROM = 3.0, 4.0
_SOC = "O*NET-SOC Code"
_TIERS = ("Primary-Short", "Primary-Long", "Supplemental")
#: Categories of the scale RL (required level of education) as levels of etl/model.py.
_EDUCATION = {
    1: "secondary", 2: "secondary", 3: "vocational", 4: "secondary", 5: "associate", 6: "bachelor", 7: "bachelor",
    8: "master", 9: "master", 10: "doctorate", 11: "doctorate", 12: "doctorate",
}  # fmt: skip
#: The crosswalk says how the O*NET concept stands to the ESCO one, SKOS how the target stands to the source.
_MATCH: dict[str, MatchKind] = {
    "exactMatch": "exact", "exactISCO": "exact", "closeMatch": "close", "broadMatch": "narrow",
    "narrowMatch": "broad",
}  # fmt: skip
_PARENTHESIS = re.compile(r"(.+?)\s*\(([^()]+)\)")


def occupation_id(code: str) -> str:
    """Id of the occupation with an O*NET-SOC code."""
    return f"onet:{code}"


def element_id(code: str) -> str:
    """Id of an element of the content model: `2.A.1.a`."""
    return f"onet:element/{code}"


def technology_id(name: str) -> str:
    """Id of a technology by its example name; `C`, `C++` and `C#` keep distinct ids."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    slug = re.sub(r"[^\w+#.]+", "-", folded).strip("-")
    return f"onet:tech/{slug}"


def read(folder: Path, crosswalk: Path | None = None) -> Ontology:
    """O*NET from a folder of tables.

    Args:
        crosswalk: the ESCO crosswalk; by default `crosswalk_esco_onet.csv(.gz)` in the folder or the one above.

    Raises:
        InputError: a table is missing.
        OntologyError: a bad row, with FILE:LINE.
    """
    paths = [find(folder, table) for table in TABLES]
    crosswalk = crosswalk or _beside(folder)
    version = version_of([*paths, *([crosswalk] if crosswalk else [])])
    ontology = Ontology(Scheme("onet", "O*NET (modified)", version, "CC BY 4.0, U.S. Department of Labor/ETA", "en"))
    for row in read_table(find(folder, "Occupation_Data"), (_SOC, "Title", "Description")):
        concept = Concept(occupation_id(row[_SOC]), "Occupation", code=row[_SOC])
        concept.name(row["Title"], "en", "preferred")
        concept.describe(row["Description"], "en")
        ontology.add(concept, where=row.where)
    _detailed(ontology)
    _titles(ontology, folder)
    _elements(ontology, folder)
    _technologies(ontology, folder)
    _related(ontology, folder)
    _preparation(ontology, folder)
    if crosswalk:
        _crosswalk(ontology, crosswalk)
    return ontology


def _beside(folder: Path) -> Path | None:
    names = (f"{CROSSWALK}.csv", f"{CROSSWALK}.csv.gz")
    places = (place / name for place in (folder, folder.parent) for name in names)
    return next((path for path in places if path.is_file()), None)


def _occupation(ontology: Ontology, row: Row, column: str = _SOC) -> Concept:
    found = ontology.concepts.get(occupation_id(row[column]))
    if found is None:
        raise row.error(f"{row[column]!r} is no occupation of Occupation_Data")
    return found


def _detailed(ontology: Ontology) -> None:
    """A detailed occupation (15-2051.01) is narrower than the SOC occupation (15-2051.00), where that exists."""
    for concept in ontology.of_type("Occupation"):
        general = f"{concept.id.rsplit('.', 1)[0]}.00"
        if general != concept.id and general in ontology.concepts:
            ontology.relate("BROADER", concept.id, general)


def _titles(ontology: Ontology, folder: Path) -> None:
    short: set[str] = set()
    for row in read_table(find(folder, "Alternate_Titles"), (_SOC, "Alternate Title", "Short Title")):
        concept = _occupation(ontology, row)
        title = row["Alternate Title"]
        if row["Short Title"]:
            short.add(title)
            concept.name(row["Short Title"], "en")
            title = _PARENTHESIS.sub(r"\1", title)
        concept.name(title, "en")
    for row in read_table(find(folder, "Sample_of_Reported_Titles"), (_SOC, "Reported Job Title")):
        concept = _occupation(ontology, row)
        title = row["Reported Job Title"]
        halves = _PARENTHESIS.fullmatch(title) if title in short else None
        for part in halves.groups() if halves else (title,):
            concept.name(part, "en")


def _elements(ontology: Ontology, folder: Path) -> None:
    """Skills and knowledge, with the branches of the content model that they hang on as groups."""
    model = {
        row["Element ID"]: row
        for row in read_table(find(folder, "Content_Model_Reference"), ("Element ID", "Element Name", "Description"))
    }
    kinds: tuple[tuple[str, SkillKind], ...] = (("Skills", "skill"), ("Knowledge", "knowledge"))
    for table, kind in kinds:
        columns = (_SOC, "Element ID", "Element Name", "Scale ID", "Data Value")
        for row in read_table(find(folder, table), columns):
            code, id = row["Element ID"], element_id(row["Element ID"])
            if id not in ontology.concepts:
                concept = ontology.add(Concept(id, "Skill", kind=kind, code=code), where=row.where)
                concept.name(row["Element Name"], "en", "preferred")
                if code in model:
                    concept.describe(model[code]["Description"], "en")
                _hang(ontology, model, code)
            if row["Scale ID"] != "IM":
                continue
            value = row.number("Data Value", 1, 5)
            if value >= KEPT_FROM:
                ontology.relate(
                    "NEEDS",
                    _occupation(ontology, row).id,
                    id,
                    where=row.where,
                    importance=round((value - 1) / 4, 4),
                    essential=value >= ESSENTIAL_FROM,
                )


def _hang(ontology: Ontology, model: dict[str, Row], code: str) -> None:
    """Make the groups above an element that the content model names, up to `2.A` (Basic Skills)."""
    child = code
    while child.count(".") > 1 and (parent := child.rsplit(".", 1)[0]) in model:
        known = element_id(parent) in ontology.concepts
        if not known:
            group = ontology.add(Concept(element_id(parent), "SkillGroup", code=parent))
            group.name(model[parent]["Element Name"], "en", "preferred")
            group.describe(model[parent]["Description"], "en")
        ontology.relate("BROADER", element_id(child), element_id(parent))
        if known:
            return
        child = parent


def _technologies(ontology: Ontology, folder: Path) -> None:
    columns = (_SOC, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand")
    names: dict[str, str] = {}
    for row in read_table(find(folder, "Technology_Skills"), columns):
        id, family = technology_id(row["Example"]), f"onet:unspsc/{row['Commodity Code']}"
        if names.setdefault(id, row["Example"]) != row["Example"]:
            raise row.error(f"{row['Example']!r} and {names[id]!r} have the same id {id}")
        if id not in ontology.concepts:
            ontology.add(Concept(id, "Skill", kind="tool")).name(row["Example"], "en", "preferred")
        if family not in ontology.concepts:
            group = ontology.add(Concept(family, "SkillGroup", code=row["Commodity Code"]))
            group.name(row["Commodity Title"], "en", "preferred")
        ontology.relate("BROADER", id, family)
        demanded, hot = row["In Demand"] == "Y", row["Hot Technology"] == "Y"
        occupation = _occupation(ontology, row).id
        importance = 0.8 if demanded else 0.6 if hot else 0.4
        known = ontology.relation("NEEDS", occupation, id)
        if known is None or dict(known.properties)["importance"] < importance:  # type: ignore[operator]
            ontology.relate("NEEDS", occupation, id, importance=importance, essential=demanded)


def _related(ontology: Ontology, folder: Path) -> None:
    """Related occupations, once for each pair, with the nearer tier of the two directions."""
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    columns = (_SOC, f"Related {_SOC}", "Relatedness Tier")
    for row in read_table(find(folder, "Related_Occupations"), columns):
        first, second = sorted(_occupation(ontology, row, column).id for column in (_SOC, f"Related {_SOC}"))
        pairs[first, second].append(row.one_of("Relatedness Tier", _TIERS))
    for (first, second), tiers in pairs.items():
        ontology.relate("RELATED", first, second, tier=min(tiers, key=_TIERS.index))


def _preparation(ontology: Ontology, folder: Path) -> None:
    """Job zone (1 little to 5 extensive preparation), and the level of education that most people asked name."""
    for row in read_table(find(folder, "Job_Zones"), (_SOC, "Job Zone")):
        _occupation(ontology, row).properties["job_zone"] = int(row.number("Job Zone", 1, 5))
    shares: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in _education(folder):
        level = _EDUCATION[int(row.number("Category", 1, 12))]
        shares[_occupation(ontology, row).id][level] += row.number("Data Value", 0, 100)
    for id, levels in shares.items():
        ontology.concepts[id].properties["education_level"] = max(sorted(levels), key=lambda x: levels[x])


def _education(folder: Path) -> Iterator[Row]:
    columns = (_SOC, "Scale ID", "Category", "Data Value")
    table = read_table(find(folder, "Education_Training_and_Experience"), columns)
    return (row for row in table if row["Scale ID"] == "RL")


def _crosswalk(ontology: Ontology, path: Path) -> None:
    for row in read_table(path, ("O*NET Id", "ESCO or ISCO URI", "Type of Match"), header="O*NET Id"):
        kind = _MATCH[row.one_of("Type of Match", tuple(_MATCH))]
        _occupation(ontology, row, "O*NET Id").match(kind, row["ESCO or ISCO URI"])
