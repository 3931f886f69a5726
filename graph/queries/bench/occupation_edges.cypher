// Joins invented occupations to skills and to each other, for benchmarks on a scratch database.
// :param rows list<map> - id, and the ids under needs, broader, related, leads_to
UNWIND $rows AS row
MATCH (o:Occupation {id: row.id})
CALL (o, row) {
  UNWIND row.needs AS id
  MATCH (s:Skill {id: id})
  CREATE (o)-[:NEEDS {essential: true, importance: 0.8}]->(s)
}
CALL (o, row) {
  UNWIND row.broader AS id
  MATCH (other:Occupation {id: id})
  CREATE (o)-[:BROADER]->(other)
}
CALL (o, row) {
  UNWIND row.related AS id
  MATCH (other:Occupation {id: id})
  CREATE (o)-[:RELATED]->(other)
}
CALL (o, row) {
  UNWIND row.leads_to AS id
  MATCH (other:Occupation {id: id})
  CREATE (o)-[:LEADS_TO {count: 1, probability: 0.5, source: 'invented'}]->(other)
}
