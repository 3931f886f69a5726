// The jobs that ask for most of a candidate's skills, rare skills first.
// :param id string - candidate id
// :param limit integer - how many jobs
MATCH (:Candidate {id: $id})-[:HAS_SKILL]->(s:Skill)
WITH s, COUNT { (s)<-[:REQUIRES]-() } AS demand
WHERE demand > 0
WITH s, demand ORDER BY demand, s.id LIMIT 40
MATCH (s)<-[:REQUIRES]-(j:Job)
RETURN j.id AS id, sum(1.0 / log(2 + demand)) AS shared
ORDER BY shared DESC, id
LIMIT $limit
