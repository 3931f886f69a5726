// Stores the skills that people have.
// :param rows list<map> - candidate, skill, properties (level, years, last_used, confidence)
UNWIND $rows AS row
MATCH (c:Candidate {id: row.candidate})
MATCH (s:Skill {id: row.skill})
MERGE (c)-[has:HAS_SKILL]->(s)
SET has = row.properties
