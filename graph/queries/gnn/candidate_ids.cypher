// The ids of all candidates, in order.
MATCH (c:Candidate)
RETURN c.id AS id
ORDER BY id
