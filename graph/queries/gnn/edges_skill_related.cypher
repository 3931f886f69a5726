// Which skills are related, each pair once.
MATCH (a:Skill)-[:RELATED]->(b:Skill)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
