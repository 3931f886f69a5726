// Creates or updates relationships BROADER that a scheme states.
// :param rows list<map> - source and target (ids) and properties
// :param scheme string - id of the scheme
UNWIND $rows AS row
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup {id: row.source})
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: row.target})
MERGE (a)-[r:BROADER {scheme: $scheme}]->(b)
SET r = row.properties, r.scheme = $scheme
