// Every label of the concepts of a scheme.
// :param scheme string - id of the scheme
MATCH (c:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE c.scheme = $scheme
MATCH (c)-[:HAS_LABEL]->(l:Label)
RETURN c.id AS concept, l.id AS id, l.text AS text, l.norm AS norm, l.lang AS lang, l.kind AS kind
