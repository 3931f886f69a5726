// Which occupation people move on to from which.
MATCH (a:Occupation)-[:LEADS_TO]->(b:Occupation)
RETURN DISTINCT a.id AS source, b.id AS target
ORDER BY source, target
