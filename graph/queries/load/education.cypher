// Stores what people studied, where and when.
// :param rows list<map> - id, candidate, school (map with id and name, or null), properties
UNWIND $rows AS row
MATCH (c:Candidate {id: row.candidate})
CREATE (e:Education {id: row.id})
SET e += row.properties
CREATE (c)-[:STUDIED]->(e)
FOREACH (school IN CASE WHEN row.school IS NULL THEN [] ELSE [row.school] END |
  MERGE (s:School {id: school.id})
  SET s.name = CASE WHEN s.name IS NULL OR school.name < s.name THEN school.name ELSE s.name END
  CREATE (e)-[:AT]->(s))
