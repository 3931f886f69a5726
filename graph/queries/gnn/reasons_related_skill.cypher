// Paths candidate - HAS_SKILL - skill - BROADER or RELATED - required skill - REQUIRES - job, for skills that the person lacks.
// :param pairs list of {candidate, job} - ids
UNWIND $pairs AS pair
MATCH (c:Candidate {id: pair.candidate}), (j:Job {id: pair.job})
MATCH (j)-[r:REQUIRES]->(t:Skill)
WHERE NOT EXISTS { (c)-[:HAS_SKILL]->(t) }
MATCH (t)-[link:BROADER|RELATED]-(s:Skill)
WHERE EXISTS { (c)-[:HAS_SKILL]->(s) }
RETURN DISTINCT c.id AS candidate, j.id AS job, s.id AS skill, s.label_en AS label_en, s.label_zh AS label_zh,
       t.id AS wanted, t.label_en AS wanted_en, t.label_zh AS wanted_zh, type(link) AS link,
       coalesce(r.essential, false) AS essential,
       COLLECT { MATCH (c)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(s) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 2 } +
       COLLECT { MATCH (j)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(t) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 2 } AS evidence
ORDER BY candidate, job, wanted, skill
