// Every concept of a scheme with its properties.
// :param scheme string - id of the scheme
MATCH (c:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE c.scheme = $scheme
RETURN c.id AS id, head([x IN labels(c) WHERE x IN ['Skill', 'SkillGroup', 'Occupation', 'OccupationGroup']]) AS type,
       properties(c) AS properties
ORDER BY id, type
