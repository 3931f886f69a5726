// Which occupations are related, each pair once.
MATCH (a:Occupation)-[:RELATED]->(b:Occupation)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
