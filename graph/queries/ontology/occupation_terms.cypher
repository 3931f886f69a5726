// Every label of every occupation, one row an occupation.
MATCH (c:Occupation)-[:HAS_LABEL]->(l:Label)
WHERE c.retired IS NULL
RETURN c.id AS concept, c.scheme AS scheme, collect([l.text, l.lang, l.kind]) AS labels, c.exact_match AS matches
