// What a candidate did with jobs, newest first.
// :param id string - candidate id
MATCH (c:Candidate {id: $id})
RETURN c.id AS id, COLLECT {
  MATCH (c)-[r:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(j:Job)
  RETURN {job: j.id, title: j.title, kind: type(r), at: toString(r.at), value: r.value} ORDER BY r.at DESC, j.id, type(r)
} AS events
