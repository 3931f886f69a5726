"""An invented world in three blocks (data, nursing, sales): who belongs where is known, so learning can be judged."""

from __future__ import annotations

from typing import Any

from graph.store import Store

BLOCKS = {
    "data": (["Python", "SQL", "statistics", "machine learning"], ["数据分析师", "data analyst"]),
    "nursing": (["wound care", "triage", "patient records", "first aid"], ["护士", "nurse"]),
    "sales": (["negotiation", "cold calling", "account planning", "pricing"], ["销售代表", "sales representative"]),
}
PEOPLE, JOBS = 8, 10


def build(store: Store) -> None:
    """24 candidates, 30 jobs, 13 skills, 4 occupations, evidence for every skill, and interactions within blocks."""
    run = store.execute
    run("CREATE (:Scheme {id: 'starter', version: '1'})")
    run("UNWIND $rows AS row CREATE (s:Skill) SET s = row", rows=_skills())
    run("UNWIND $rows AS row CREATE (o:Occupation) SET o = row", rows=_occupations())
    run(
        "UNWIND $rows AS row MATCH (a {id: row.a}), (b {id: row.b}) "
        "CREATE (a)-[:NEEDS {essential: true, importance: 0.9}]->(b)",
        rows=[{"a": f"o:{block}", "b": f"s:{name}"} for block, (names, _) in BLOCKS.items() for name in names],
    )
    run("MATCH (a:Skill {id: 's:Python'}), (b:Skill {id: 's:R'}) CREATE (a)-[:RELATED]->(b)")
    run(
        "UNWIND $rows AS row MATCH (a:Occupation {id: row[0]}), (b:Occupation {id: row[1]}) "
        "CREATE (a)-[:LEADS_TO {count: row[2], source: 'curated', probability: row[3], cost: -log(row[3])}]->(b)",
        rows=[["o:data", "o:lead", 3, 0.75], ["o:data", "o:sales", 1, 0.25], ["o:sales", "o:lead", 1, 1.0]],
    )
    run("UNWIND range(0, 2) AS i CREATE (:Place {id: 'p:' + i, name: 'Place ' + i})")
    run("CREATE (:Company {id: 'x:acme', name: 'Acme'}), (:Industry {id: 'i:any', name: 'any'})")
    run(CANDIDATE, rows=_documents("candidate", PEOPLE))
    run(JOB, rows=_documents("job", JOBS))
    run(
        "UNWIND $rows AS row MATCH (c:Candidate {id: row.c}), (j:Job {id: row.j}) "
        "CREATE (c)-[:APPLIED {at: '2026-01-01'}]->(j)",
        rows=[
            {"c": f"candidate:{block}{n}", "j": f"job:{block}{(n + shift) % JOBS}"}
            for block in BLOCKS
            for n in range(PEOPLE)
            for shift in (0, 3, 5)
        ],
    )


def _skills() -> list[dict[str, Any]]:
    names = [name for skills, _ in BLOCKS.values() for name in skills]
    return [{"id": f"s:{name}", "label_en": name, "label_zh": f"{name}技能", "kind": "skill"} for name in [*names, "R"]]


def _occupations() -> list[dict[str, Any]]:
    rows = [{"id": f"o:{block}", "label_zh": names[0], "label_en": names[1]} for block, (_, names) in BLOCKS.items()]
    return [*rows, {"id": "o:lead", "label_en": "team lead", "label_zh": "组长"}]


def _documents(kind: str, count: int) -> list[dict[str, Any]]:
    rows = []
    for block, (skills, titles) in BLOCKS.items():
        for n in range(count):
            own = [skill for i, skill in enumerate(skills) if (n + i) % 4]
            rows.append(
                {
                    "id": f"{kind}:{block}{n}",
                    "title": titles[n % 2],
                    "lang": "zh" if n % 2 == 0 else "en",
                    "block": block,
                    "place": f"p:{n % 3}",
                    "years": float(n),
                    "skills": [{"id": f"s:{skill}", "start": 10 * i, "end": 10 * i + 5} for i, skill in enumerate(own)],
                }
            )
    return rows


_MENTIONS = """
WITH node, row UNWIND row.skills AS skill MATCH (s:Skill {id: skill.id})
MERGE (d:Document {id: 'document:' + row.id}) MERGE (d)-[:DESCRIBES]->(node)
CREATE (:Mention {id: row.id + skill.id, start: skill.start, end: skill.end})-[:IN]->(d)
"""
CANDIDATE = f"""
UNWIND $rows AS row
CREATE (node:Candidate {{id: row.id, headline: row.title, lang: row.lang, seniority: 'mid',
  years_experience: row.years, education_level: 'bachelor'}})
CREATE (node)-[:IDENTIFIED_BY]->(:Identity {{id: 'identity:' + row.id, names: ['Nobody Atall']}})
WITH node, row MATCH (o:Occupation {{id: 'o:' + row.block}}), (p:Place {{id: row.place}}), (x:Company {{id: 'x:acme'}})
CREATE (node)-[:LOCATED_IN]->(p), (node)-[:WORKS_AS {{confidence: 1}}]->(o)
CREATE (node)-[:HELD]->(q:Position {{id: 'position:' + row.id, title: row.title, order: 0}}),
  (q)-[:AS {{confidence: 0.9}}]->(o), (q)-[:AT]->(x)
{_MENTIONS}
CREATE (node)-[:HAS_SKILL {{confidence: 0.9}}]->(s)
WITH row, skill, s MATCH (m:Mention {{id: row.id + skill.id}}) CREATE (m)-[:OF]->(s)
"""
JOB = f"""
UNWIND $rows AS row
CREATE (node:Job {{id: row.id, title: row.title, lang: row.lang, seniority: 'mid',
  years_min: 2.0, education_level: 'bachelor'}})
WITH node, row MATCH (o:Occupation {{id: 'o:' + row.block}}), (p:Place {{id: row.place}}), (x:Company), (i:Industry)
CREATE (node)-[:LOCATED_IN]->(p), (node)-[:FOR {{confidence: 1}}]->(o),
  (node)-[:OFFERED_BY]->(x), (node)-[:IN_INDUSTRY]->(i)
{_MENTIONS}
CREATE (node)-[:REQUIRES {{importance: 0.8, essential: true, confidence: 0.9}}]->(s)
WITH row, skill, s MATCH (m:Mention {{id: row.id + skill.id}}) CREATE (m)-[:OF]->(s)
"""
