// What candidates did with each of these jobs, the latest events first.
// :param ids list of string - job ids
// :param most integer - how many events of each
UNWIND $ids AS id
MATCH (j:Job {id: id})
CALL (j) {
  MATCH (c:Candidate)-[r:VIEWED|RATED|APPLIED|INTERVIEWED|HIRED]->(j)
  RETURN r, c ORDER BY r.at DESC, c.id, type(r) LIMIT $most
}
RETURN c.id AS candidate, j.id AS job, j.title AS title, type(r) AS kind, r.value AS value, toString(r.at) AS at
