// Joins invented candidates to skills, occupations, companies and places, for benchmarks on a scratch database.
// :param rows list<map> - id, and the ids under has_skill, held, works_as, worked_at, located_in
UNWIND $rows AS row
MATCH (c:Candidate {id: row.id})
CALL (c, row) {
  UNWIND row.has_skill AS id
  MATCH (s:Skill {id: id})
  CREATE (c)-[:HAS_SKILL {confidence: 0.9, level: 'advanced', years: 3.0, last_used: '2026-01'}]->(s)
}
CALL (c, row) {
  UNWIND row.held AS id
  MATCH (o:Occupation {id: id})
  CREATE (c)-[:HELD]->(:Position {id: c.id + ' ' + id, title: 'a title', order: 0})-[:AS {confidence: 0.9}]->(o)
}
CALL (c, row) {
  UNWIND row.worked_at AS id
  MATCH (x:Company {id: id})
  CREATE (c)-[:HELD]->(:Position {id: c.id + ' ' + id, title: 'a title', order: 1})-[:AT]->(x)
}
CALL (c, row) {
  UNWIND row.works_as AS id
  MATCH (o:Occupation {id: id})
  CREATE (c)-[:WORKS_AS {confidence: 0.9}]->(o)
}
CALL (c, row) {
  UNWIND row.located_in AS id
  MATCH (p:Place {id: id})
  CREATE (c)-[:LOCATED_IN]->(p)
}
