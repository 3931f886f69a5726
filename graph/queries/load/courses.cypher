// Stores courses and the skills that they teach.
// :param rows list<map> - id, properties, skills (list of skill ids)
UNWIND $rows AS row
MERGE (c:Course {id: row.id})
SET c += row.properties
WITH c, row
OPTIONAL MATCH (c)-[old:TEACHES]->(s:Skill) WHERE NOT s.id IN row.skills
DELETE old
WITH DISTINCT c, row
UNWIND row.skills AS skill
MATCH (s:Skill {id: skill})
MERGE (c)-[:TEACHES]->(s)
