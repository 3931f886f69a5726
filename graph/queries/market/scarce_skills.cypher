// Which demanded skills the fewest people have: postings that ask for it against people who have it.
// :param least integer - smallest number of postings that counts
// :param limit integer - how many skills
MATCH (j:Job)-[:REQUIRES]->(s:Skill)
WITH s, count(j) AS jobs WHERE jobs >= $least
WITH s, jobs, COUNT { (:Candidate)-[:HAS_SKILL]->(s) } AS people
RETURN s.label_en AS skill, s.label_zh AS `技能`, jobs, people, round(toFloat(jobs) / (people + 1), 2) AS scarcity
ORDER BY scarcity DESC, jobs DESC, skill
LIMIT $limit
