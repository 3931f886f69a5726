// Joins invented jobs to skills, occupations, companies, places and industries, for benchmarks on a scratch database.
// :param rows list<map> - id, and the ids under requires, for, offered_by, located_in, in_industry
UNWIND $rows AS row
MATCH (j:Job {id: row.id})
CALL (j, row) {
  UNWIND row.requires AS id
  MATCH (s:Skill {id: id})
  CREATE (j)-[:REQUIRES {confidence: 0.9, essential: true, importance: 0.8}]->(s)
}
CALL (j, row) {
  UNWIND row.for AS id
  MATCH (o:Occupation {id: id})
  CREATE (j)-[:FOR {confidence: 0.9}]->(o)
}
CALL (j, row) {
  UNWIND row.offered_by AS id
  MATCH (x:Company {id: id})
  CREATE (j)-[:OFFERED_BY]->(x)
}
CALL (j, row) {
  UNWIND row.located_in AS id
  MATCH (p:Place {id: id})
  CREATE (j)-[:LOCATED_IN]->(p)
}
CALL (j, row) {
  UNWIND row.in_industry AS id
  MATCH (i:Industry {id: id})
  CREATE (j)-[:IN_INDUSTRY]->(i)
}
