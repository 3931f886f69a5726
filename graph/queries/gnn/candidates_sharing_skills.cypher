// The candidates who have most of the skills that a job asks for, rare skills first.
// :param id string - job id
// :param limit integer - how many candidates
MATCH (:Job {id: $id})-[:REQUIRES]->(s:Skill)
WITH s, COUNT { (s)<-[:HAS_SKILL]-() } AS supply
WHERE supply > 0
WITH s, supply ORDER BY supply, s.id LIMIT 40
MATCH (s)<-[:HAS_SKILL]-(c:Candidate)
RETURN c.id AS id, sum(1.0 / log(2 + supply)) AS shared
ORDER BY shared DESC, id
LIMIT $limit
