// Turns the ids that concepts name as exact match into relationships, as far as both ends are in the graph.
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE a.exact_match IS NOT NULL
UNWIND a.exact_match AS target
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: target})
MERGE (a)-[r:EXACT_MATCH]->(b)
SET r.scheme = a.scheme
