// Every relationship that a scheme states between its concepts.
// :param scheme string - id of the scheme
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE a.scheme = $scheme
MATCH (a)-[r:BROADER|RELATED|NEEDS|LEADS_TO {scheme: $scheme}]->(b)
RETURN type(r) AS kind, a.id AS source, b.id AS target, properties(r) AS properties
