// The ids of all jobs, in order.
MATCH (j:Job)
RETURN j.id AS id
ORDER BY id
