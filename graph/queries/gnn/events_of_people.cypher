// What each of these candidates did with jobs, the latest events first.
// :param ids list of string - candidate ids
// :param most integer - how many events of each
UNWIND $ids AS id
MATCH (c:Candidate {id: id})
CALL (c) {
  MATCH (c)-[r:VIEWED|RATED|APPLIED|INTERVIEWED|HIRED]->(j:Job)
  RETURN r, j ORDER BY r.at DESC, j.id, type(r) LIMIT $most
}
RETURN c.id AS candidate, j.id AS job, j.title AS title, type(r) AS kind, r.value AS value, toString(r.at) AS at
