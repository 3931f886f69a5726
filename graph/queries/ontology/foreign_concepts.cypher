// Which of some ids belong to another scheme already.
// :param ids list<string> - ids of concepts
// :param scheme string - id of the scheme that wants them
MATCH (c:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE c.id IN $ids AND c.scheme <> $scheme
RETURN c.id AS id, c.scheme AS scheme
ORDER BY id LIMIT 5
