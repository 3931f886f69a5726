// Paths candidate - HAS_SKILL - skill - REQUIRES - job for each pair, with the mentions on both sides.
// :param pairs list of {candidate, job} - ids
UNWIND $pairs AS pair
MATCH (c:Candidate {id: pair.candidate}), (j:Job {id: pair.job})
MATCH (c)-[h:HAS_SKILL]->(s:Skill)<-[r:REQUIRES]-(j)
RETURN c.id AS candidate, j.id AS job, s.id AS skill, s.label_en AS label_en, s.label_zh AS label_zh,
       coalesce(r.essential, false) AS essential,
       COLLECT { MATCH (c)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(s) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 3 } +
       COLLECT { MATCH (j)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(s) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 3 } AS evidence
ORDER BY candidate, job, skill
