// Which occupation is a special case of which broader occupation.
MATCH (a:Occupation)-[:BROADER]->(b:Occupation)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
