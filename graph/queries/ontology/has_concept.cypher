// Whether there is a concept of this id and label.
// :param id string - concept id
// :param type string - Skill, SkillGroup, Occupation or OccupationGroup
MATCH (c:$($type) {id: $id})
RETURN c.id AS id
