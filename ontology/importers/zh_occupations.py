"""The Chinese occupational classification of 1999 from a crude text extraction (columns code, name, text).

A text may run on into the headings that follow it in the book, and a name may be cut at a comma: both are mended
here. Headings found in the run-on name the groups (`2-02（GBM1-3至1-6）工程技术人员`), and the trades (工种) that a
text files under an occupation become its alternative labels.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..skos import Concept, Ontology, Scheme
from .tables import Row, read_table, version_of

_CODE = re.compile(r"\d-\d\d-\d\d-\d\d")
_HEADING = re.compile(r"(?<![\d-])(\d(?:-\d\d){0,2})\s*[（(]\s*GBM[^）)]*[）)]\s*([^\s（）()]+)")
_RUN_ON = re.compile(
    r"\s*(?:(?<![\d-])\d(?:-\d{1,2}){0,3}\s*[（(]\s*GBM|中国职业分类|本(?:大|中|小)类包括|本世纪消逝的职业).*",
    re.DOTALL,
)
_TRADES = re.compile(r"下列工种归入本(?:职业|类)\s*[：:](.*)", re.DOTALL)
_TRADE = re.compile(r"([^\s（）()、，]+)\s*[（(][^）)]*[）)]")


def zh_occupation_id(code: str) -> str:
    """Id of the occupation or group with a code."""
    return f"zhocc:{code}"


def read(path: Path) -> Ontology:
    """The classification from its table.

    Raises:
        OntologyError: a code that is none, or that stands twice.
    """
    scheme = Scheme(
        "zh-occupations", "中华人民共和国职业分类大典 (1999)", version_of([path]), "government publication", "zh"
    )
    ontology = Ontology(scheme)
    headings: dict[str, str] = {}
    rows = list(read_table(path, ("code", "name", "text")))
    for row in rows:
        for code, name in _HEADING.findall(row["text"]):
            headings.setdefault(code, name.partition("从事")[0])
    for row in rows:
        concept = ontology.add(_occupation(row), where=row.where)
        parent = _group(ontology, row["code"].rsplit("-", 1)[0], headings, concept)
        ontology.relate("BROADER", concept.id, parent, where=row.where)
    return ontology


def _occupation(row: Row) -> Concept:
    if not _CODE.fullmatch(row["code"]):
        raise row.error(f"code is {row['code']!r}", fix="codes look like 2-02-13-06")
    name, text = _mend(row["name"], row["text"])
    concept = Concept(zh_occupation_id(row["code"]), "Occupation", code=row["code"])
    text = _RUN_ON.sub("", text, count=1).strip()
    if trades := _TRADES.search(text):
        for trade in _TRADE.findall(trades[1]):
            name = name or trade
            concept.name(trade, "zh")
        text = text[: trades.start()].strip()
    concept.name(name or row["code"], "zh", "preferred")
    concept.describe(text.strip("。") and text, "zh")
    return concept


def _mend(name: str, text: str) -> tuple[str, str]:
    """Put a name together again that was cut at a sign: its rest opens the text, up to the first space.

    A name that turns out to be a duty (it ends as a sentence) is none; it goes to the text.
    """
    if name == "GBM":
        name, text = "", text.partition("）")[2].strip()
    if not name or text[:1] in ("、", "，", "（"):
        rest, _, text = text.partition(" ")
        name += rest
    if name.endswith("的人员。"):
        return "", f"{name} {text}"
    name, unlisted, rest = name.partition("指未列入")
    return name.lstrip("的、，").rstrip("。"), f"{unlisted}{rest} {text}".strip()


def _group(ontology: Ontology, code: str, headings: dict[str, str], member: Concept) -> str:
    """Id of the group with a code, made with its own groups when it is met first.

    A group that no heading names is named by its first member: such groups hold one occupation.
    """
    id = zh_occupation_id(code)
    if id not in ontology.concepts:
        concept = ontology.add(Concept(id, "OccupationGroup", code=code))
        concept.name(headings.get(code) or member.preferred("zh") or code, "zh", "preferred")
        if "-" in code:
            parent = _group(ontology, code.rsplit("-", 1)[0], headings, concept)
            ontology.relate("BROADER", id, parent)
    return id
