// Every name that a curator has given to a skill or an occupation.
MATCH (c:Skill|Occupation)-[:HAS_LABEL]->(l:Label)
WHERE l.curated AND c.retired IS NULL
RETURN c.id AS concept, CASE WHEN c:Skill THEN 'Skill' ELSE 'Occupation' END AS type, l.text AS text, l.lang AS lang,
  l.kind AS kind, c.scheme AS scheme
