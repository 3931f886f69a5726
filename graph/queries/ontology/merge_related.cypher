// Creates or updates relationships RELATED that a scheme states.
// :param rows list<map> - source and target (ids) and properties
// :param scheme string - id of the scheme
UNWIND $rows AS row
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup {id: row.source})
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: row.target})
MERGE (a)-[r:RELATED {scheme: $scheme}]->(b)
SET r = row.properties, r.scheme = $scheme
