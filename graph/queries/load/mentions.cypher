// Stores mentions: the stretch of text behind a fact, in its document, and what it is a mention of.
// :param rows list<map> - document, properties, and one of skill, occupation, position, education, company, place, job, candidate (ids, or null)
UNWIND $rows AS row
MATCH (d:Document {id: row.document})
CREATE (m:Mention)
SET m = row.properties
CREATE (m)-[:IN]->(d)
WITH m, row
OPTIONAL MATCH (s:Skill {id: row.skill})
OPTIONAL MATCH (o:Occupation {id: row.occupation})
OPTIONAL MATCH (p:Position {id: row.position})
OPTIONAL MATCH (e:Education {id: row.education})
OPTIONAL MATCH (f:Company {id: row.company})
OPTIONAL MATCH (q:Place {id: row.place})
OPTIONAL MATCH (j:Job {id: row.job})
OPTIONAL MATCH (c:Candidate {id: row.candidate})
FOREACH (target IN [t IN [s, o, p, e, f, q, j, c] WHERE t IS NOT NULL] | CREATE (m)-[:OF]->(target))
