"""Draws docs/pictures/graph.svg: one person, one job and what joins them, as they stand in the demo's graph.

Run after `make demo`: .venv/bin/python docs/draw_graph.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.text import Text

from gnn.matching import Matcher
from graph.store import open_store

COLOURS = {
    "Candidate": "#3b6fb6",
    "Job": "#b6533b",
    "Skill": "#3f8f5b",
    "Occupation": "#7a5aa6",
    "Company": "#8a7a3c",
    "Place": "#5f7f8c",
}
ABOUT = """
MATCH (d:Document)-[:DESCRIBES]->(c:Candidate {id: $person}), (j:Job {id: $job})
OPTIONAL MATCH (c)-[:HELD]->(p:Position)-[:AT]->(f:Company)
WITH d, c, j, p, f ORDER BY p.order
WITH d, c, j, collect(DISTINCT f.name)[0] AS employer
OPTIONAL MATCH (c)-[:WORKS_AS]->(o:Occupation)
OPTIONAL MATCH (j)-[:FOR]->(q:Occupation)
OPTIONAL MATCH (j)-[:OFFERED_BY]->(g:Company)
OPTIONAL MATCH (j)-[:LOCATED_IN]->(l:Place)
RETURN c.headline AS person, j.title AS job, employer, o.label_en AS does, q.label_en AS wants, g.name AS offers,
  l.name AS place,
  EXISTS { (c)-[:LOCATED_IN]->(l) } AS same_place, EXISTS { (o)-[:LEADS_TO]->(q) } AS leads
"""
SKILLS = """
MATCH (c:Candidate {id: $person}), (j:Job {id: $job})
MATCH (s:Skill) WHERE (c)-[:HAS_SKILL]->(s) OR (j)-[:REQUIRES]->(s)
RETURN s.label_en + ' · ' + s.label_zh AS skill, EXISTS { (c)-[:HAS_SKILL]->(s) } AS has,
  EXISTS { (j)-[:REQUIRES]->(s) } AS asks
ORDER BY has AND asks DESC, asks, skill
"""


def main() -> None:
    """Draw the best match of the demo's person."""
    with open_store() as store:
        sources = [r for r in store.read("load/sources") if r["kind"] == "resume" and "en-01" in r["source"]]
        person = sources[0]["id"]
        job = Matcher(store).jobs_for(person, k=2).as_json()["items"][-1]["job_id"]
        about = store.execute(ABOUT, person=person, job=job)[0]
        skills = store.execute(SKILLS, person=person, job=job)
    both = [s for s in skills if s["has"] and s["asks"]][:5]
    only = [s for s in skills if s["has"] and not s["asks"]][:2]
    lack = [s for s in skills if s["asks"] and not s["has"]][:2]
    draw(about, both, only, lack, Path(__file__).parent / "pictures" / "graph.svg")


def draw(about: dict[str, Any], both: list[Any], only: list[Any], lack: list[Any], target: Path) -> None:
    """People to the left, jobs to the right, skills between."""
    mpl.rcParams["font.family"] = ["DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"]
    mpl.rcParams["svg.fonttype"] = "path"
    figure, axes = plt.subplots(figsize=(13, 6.6))
    axes.set_xlim(0, 13)
    axes.set_ylim(0, 6.6)
    axes.axis("off")

    def node(kind: str, text: str, x: float, y: float) -> Text:
        return axes.text(
            x, y, text, ha="center", va="center", color="white", fontsize=9.5, zorder=3,
            bbox={"boxstyle": "round,pad=0.45", "facecolor": COLOURS[kind], "edgecolor": "none"},
        )  # fmt: skip

    def link(start: Text, end: Text, name: str, at: float = 0.5, style: str = "-") -> None:
        a, b = start.get_position(), end.get_position()
        ends = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch(), "shrinkA": 2, "shrinkB": 2}
        arrow = {"arrowstyle": "-|>", "color": "#999999", "linestyle": style}
        axes.annotate("", xy=b, xytext=a, zorder=1, arrowprops=arrow | ends)
        x, y = a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at
        axes.text(x, y, name, fontsize=7, color="#555555", ha="center", va="center", zorder=2,
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip

    person = node("Candidate", about["person"], 1.5, 3.3)
    job = node("Job", about["job"], 11.3, 3.3)
    rows = [*((s, True, True) for s in both), *((s, True, False) for s in only), *((s, False, True) for s in lack)]
    for number, (skill, has, asks) in enumerate(rows):
        place = node("Skill", skill["skill"], 6.4 if has and asks else 5.6 if has else 7.2, 5.1 - number * 0.56)
        if has:
            link(person, place, "HAS_SKILL", 0.45)
        if asks:
            link(job, place, "REQUIRES", 0.45, "-" if has else ":")
    does = node("Occupation", about["does"] or "", 3.6, 6.1)
    wants = node("Occupation", about["wants"] or "", 9.4, 6.1)
    link(person, does, "WORKS_AS")
    link(job, wants, "FOR")
    if about["leads"]:
        link(does, wants, "LEADS_TO")
    if about["employer"]:
        link(person, node("Company", about["employer"], 1.9, 1.0), "HELD … AT")
    if about["offers"]:
        link(job, node("Company", about["offers"], 11.0, 1.0), "OFFERED_BY")
    if about["place"]:
        spot = node("Place", about["place"], 9.3, 0.5)
        link(job, spot, "LOCATED_IN")
        if about["same_place"]:
            link(person, spot, "LOCATED_IN", 0.7)
    figure.savefig(target, bbox_inches="tight")


if __name__ == "__main__":
    main()
