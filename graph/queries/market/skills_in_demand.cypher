// Which skills most postings ask for, how often as a must, and how many people in the graph have them.
// :param limit integer - how many skills
MATCH (j:Job)-[asks:REQUIRES]->(s:Skill)
WITH s, count(j) AS jobs, sum(CASE WHEN asks.essential THEN 1 ELSE 0 END) AS essential
ORDER BY jobs DESC, s.id
LIMIT $limit
RETURN s.label_en AS skill, s.label_zh AS `技能`, jobs, essential, COUNT { (:Candidate)-[:HAS_SKILL]->(s) } AS people
