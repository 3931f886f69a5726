// For candidates that the model has embedded: the embedding of the profile, the mean job embedding, and the latest 200 feedback events with the embedding of their job.
// :param ids list of string - candidate ids
// :param model string - id of the model
UNWIND $ids AS id
MATCH (c:Candidate {id: id})
WHERE c.embedding_model = $model
OPTIONAL MATCH (m:Model {id: $model})
RETURN c.id AS id, coalesce(c.profile_embedding, c.embedding) AS profile, m.centre AS centre, c.profile_embedding IS NOT NULL AS moved, COLLECT {
  MATCH (c)-[r:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(j:Job)
  WHERE j.embedding_model = $model
  RETURN {kind: type(r), at: toString(r.at), value: r.value, embedding: j.embedding} ORDER BY r.at DESC, j.id, type(r) LIMIT 200
} AS events
ORDER BY id
