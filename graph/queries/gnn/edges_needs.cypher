// Which skills each occupation needs.
MATCH (a:Occupation)-[:NEEDS]->(b:Skill)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
