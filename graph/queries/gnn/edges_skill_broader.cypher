// Which skill is a special case of which broader skill.
MATCH (a:Skill)-[:BROADER]->(b:Skill)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
