// Paths from a candidate by a position, or by the present occupation, to the occupation that a job is for.
// :param pairs list of {candidate, job} - ids
UNWIND $pairs AS pair
MATCH (c:Candidate {id: pair.candidate}), (j:Job {id: pair.job})
MATCH (j)-[:FOR]->(o:Occupation)
CALL (c, o) {
  MATCH (c)-[:HELD]->(p:Position)-[:AS]->(o) RETURN p.id AS position, p.title AS title
  UNION
  MATCH (c)-[:WORKS_AS]->(o) RETURN null AS position, null AS title
}
RETURN c.id AS candidate, j.id AS job, o.id AS occupation, o.label_en AS label_en, o.label_zh AS label_zh, position, title,
       COLLECT { MATCH (m:Mention)-[:OF]->(:Position {id: position}), (m)-[:IN]->(d:Document) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 2 } AS evidence
ORDER BY candidate, job, occupation, position
