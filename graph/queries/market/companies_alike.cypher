// Which companies of the graph are likely another one of it under a longer name, the surest first: to be looked over.
// :param least float - the confidence that it takes
// :param limit integer - how many pairs
MATCH (c:Company)-[is:LIKELY_IS]->(n:Company)
WHERE is.confidence >= $least
RETURN c.name AS company, n.name AS likely, is.confidence AS confidence
ORDER BY confidence DESC, company, likely
LIMIT $limit
