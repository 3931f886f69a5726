// Removes relationships that a scheme states no more.
// :param rows list<map> - kind, source and target (ids)
// :param scheme string - id of the scheme
UNWIND $rows AS row
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup {id: row.source})-[r:BROADER|RELATED|NEEDS|LEADS_TO {scheme: $scheme}]->(b {id: row.target})
WHERE type(r) = row.kind
DELETE r
