// Stores what people studied, where and when.
// :param rows list<map> - id, candidate, properties
UNWIND $rows AS row
MATCH (c:Candidate {id: row.candidate})
CREATE (e:Education {id: row.id})
SET e += row.properties
CREATE (c)-[:STUDIED]->(e)
