// Notes which files or records a document came from: with the identity for resumes (a file name can hold a person's name).
// :param rows list<map> - id, source
UNWIND $rows AS row
MATCH (d:Document {id: row.id})-[:DESCRIBES]->(what)
OPTIONAL MATCH (what)-[:IDENTIFIED_BY]->(i:Identity)
WITH coalesce(i, d) AS keeper, collect(DISTINCT row.source) AS sources
SET keeper.sources = COLLECT {
  UNWIND coalesce(keeper.sources, []) + sources AS source
  RETURN DISTINCT source ORDER BY source
}
