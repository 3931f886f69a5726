// Joins invented skills to each other, for benchmarks on a scratch database.
// :param rows list<map> - id, and the ids under broader, related
UNWIND $rows AS row
MATCH (s:Skill {id: row.id})
CALL (s, row) {
  UNWIND row.broader AS id
  MATCH (other:Skill {id: id})
  CREATE (s)-[:BROADER]->(other)
}
CALL (s, row) {
  UNWIND row.related AS id
  MATCH (other:Skill {id: id})
  CREATE (s)-[:RELATED]->(other)
}
