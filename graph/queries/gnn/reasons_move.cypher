// Paths candidate - occupation held - LEADS_TO - the occupation that a job is for.
// :param pairs list of {candidate, job} - ids
UNWIND $pairs AS pair
MATCH (c:Candidate {id: pair.candidate}), (j:Job {id: pair.job})
MATCH (j)-[:FOR]->(o:Occupation)<-[r:LEADS_TO]-(a:Occupation)
WHERE a <> o
CALL (c, a) {
  MATCH (c)-[:HELD]->(p:Position)-[:AS]->(a) RETURN p.id AS position, p.title AS title
  UNION
  MATCH (c)-[:WORKS_AS]->(a) RETURN null AS position, null AS title
}
RETURN c.id AS candidate, j.id AS job, a.id AS origin, a.label_en AS origin_en, a.label_zh AS origin_zh,
       o.id AS occupation, o.label_en AS label_en, o.label_zh AS label_zh, coalesce(r.probability, 0.0) AS probability, position, title,
       COLLECT { MATCH (m:Mention)-[:OF]->(:Position {id: position}), (m)-[:IN]->(d:Document) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 2 } AS evidence
ORDER BY candidate, job, probability DESC, origin, occupation, position
