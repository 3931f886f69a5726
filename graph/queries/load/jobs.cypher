// Stores jobs as their postings describe them.
// A vector that was made from an older reading is dropped.
// :param rows list<map> - id, document, properties, company, place, industries, occupation, occupation_confidence
UNWIND $rows AS row
MATCH (d:Document {id: row.document})
MERGE (j:Job {id: row.id})
SET j += row.properties
REMOVE j.embedding, j.embedding_model
MERGE (d)-[:DESCRIBES]->(j)
FOREACH (company IN CASE WHEN row.company IS NULL THEN [] ELSE [row.company] END |
  MERGE (f:Company {id: company.id})
  SET f.name = CASE WHEN f.name IS NULL OR company.name < f.name THEN company.name ELSE f.name END
  MERGE (j)-[:OFFERED_BY]->(f))
FOREACH (place IN CASE WHEN row.place IS NULL THEN [] ELSE [row.place] END |
  MERGE (p:Place {id: place.id})
  SET p.name = CASE WHEN p.name IS NULL OR place.name < p.name THEN place.name ELSE p.name END
  MERGE (j)-[:LOCATED_IN]->(p))
FOREACH (industry IN row.industries |
  MERGE (n:Industry {id: industry.id})
  SET n.name = CASE WHEN n.name IS NULL OR industry.name < n.name THEN industry.name ELSE n.name END
  MERGE (j)-[:IN_INDUSTRY]->(n))
WITH j, row WHERE row.occupation IS NOT NULL
MATCH (o:Occupation {id: row.occupation})
MERGE (j)-[as:FOR]->(o)
SET as.confidence = row.occupation_confidence
