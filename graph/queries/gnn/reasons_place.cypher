// Paths candidate - LOCATED_IN - place - LOCATED_IN - job.
// :param pairs list of {candidate, job} - ids
UNWIND $pairs AS pair
MATCH (c:Candidate {id: pair.candidate}), (j:Job {id: pair.job})
MATCH (c)-[:LOCATED_IN]->(p:Place)<-[:LOCATED_IN]-(j)
RETURN c.id AS candidate, j.id AS job, p.id AS place, p.name AS name,
       COLLECT { MATCH (c)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(p) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 1 } +
       COLLECT { MATCH (j)<-[:DESCRIBES]-(d:Document)<-[:IN]-(m:Mention)-[:OF]->(p) RETURN {document: d.id, start: m.start, end: m.end} ORDER BY m.start LIMIT 1 } AS evidence
ORDER BY candidate, job, place
