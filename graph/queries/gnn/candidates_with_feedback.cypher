// The candidates who did something with a job, and those whom feedback that is gone has moved.
MATCH (c:Candidate)
WHERE c.profile_embedding IS NOT NULL OR EXISTS { (c)-[:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(:Job) }
RETURN c.id AS id
ORDER BY id
