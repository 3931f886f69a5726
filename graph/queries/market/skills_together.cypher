// Which skills postings ask for together with a given one.
// :param skill string - id of the skill
// :param limit integer - how many skills
MATCH (s:Skill {id: $skill})<-[:REQUIRES]-(j:Job)-[:REQUIRES]->(other:Skill)
WITH other, count(j) AS together
RETURN other.label_en AS skill, other.label_zh AS `技能`, together,
  round(toFloat(together) / COUNT { (:Job)-[:REQUIRES]->(other) }, 2) AS share_of_its_jobs
ORDER BY together DESC, skill
LIMIT $limit
