// Removes concepts that left their scheme; one that people, jobs or courses still refer to stays, marked as retired.
// :param rows list<map> - id and type
UNWIND $rows AS row
MATCH (c:Skill|SkillGroup|Occupation|OccupationGroup {id: row.id})
WHERE row.type IN labels(c)
WITH c, EXISTS {
  MATCH (c)--(x)
  WHERE NOT x:Skill|SkillGroup|Occupation|OccupationGroup|Label|Scheme
} AS used
FOREACH (_ IN CASE WHEN used THEN [1] ELSE [] END | SET c.retired = true)
FOREACH (_ IN CASE WHEN used THEN [] ELSE [1] END | DETACH DELETE c)
