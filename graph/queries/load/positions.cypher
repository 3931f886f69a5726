// Stores the positions that people held: title, dates, company, place and occupation.
// :param rows list<map> - id, candidate, properties, company, place, occupation, occupation_confidence
UNWIND $rows AS row
MATCH (c:Candidate {id: row.candidate})
CREATE (p:Position {id: row.id})
SET p += row.properties
CREATE (c)-[:HELD]->(p)
FOREACH (company IN CASE WHEN row.company IS NULL THEN [] ELSE [row.company] END |
  MERGE (f:Company {id: company.id})
  SET f.name = CASE WHEN f.name IS NULL OR company.name < f.name THEN company.name ELSE f.name END
  CREATE (p)-[:AT]->(f))
FOREACH (place IN CASE WHEN row.place IS NULL THEN [] ELSE [row.place] END |
  MERGE (q:Place {id: place.id})
  SET q.name = CASE WHEN q.name IS NULL OR place.name < q.name THEN place.name ELSE q.name END
  CREATE (p)-[:LOCATED_IN]->(q))
WITH p, row WHERE row.occupation IS NOT NULL
MATCH (o:Occupation {id: row.occupation})
CREATE (p)-[:AS {confidence: row.occupation_confidence}]->(o)
