// Stores people as their resumes describe them, with who they are in a node of its own.
// A vector that was made from an older reading is dropped.
// :param rows list<map> - id, document, properties, identity (map with id), place, occupation, occupation_confidence
UNWIND $rows AS row
MATCH (d:Document {id: row.document})
MERGE (c:Candidate {id: row.id})
SET c += row.properties
REMOVE c.embedding, c.embedding_model
MERGE (d)-[:DESCRIBES]->(c)
MERGE (i:Identity {id: row.identity.id})
SET i += row.identity
MERGE (c)-[:IDENTIFIED_BY]->(i)
FOREACH (place IN CASE WHEN row.place IS NULL THEN [] ELSE [row.place] END |
  MERGE (p:Place {id: place.id})
  SET p.name = CASE WHEN p.name IS NULL OR place.name < p.name THEN place.name ELSE p.name END
  MERGE (c)-[:LOCATED_IN]->(p))
WITH c, row WHERE row.occupation IS NOT NULL
MATCH (o:Occupation {id: row.occupation})
MERGE (c)-[as:WORKS_AS]->(o)
SET as.confidence = row.occupation_confidence
