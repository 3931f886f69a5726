// Which companies offer most jobs, and in which occupations.
// :param limit integer - how many companies
MATCH (c:Company)<-[:OFFERED_BY]-(j:Job)
OPTIONAL MATCH (j)-[:FOR]->(o:Occupation)
RETURN c.name AS company, count(DISTINCT j) AS jobs, collect(DISTINCT coalesce(o.label_en, o.label_zh))[..5] AS occupations
ORDER BY jobs DESC, company
LIMIT $limit
