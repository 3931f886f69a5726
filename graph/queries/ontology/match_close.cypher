// Turns the ids that concepts name as close match into relationships, as far as both ends are in the graph.
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE a.close_match IS NOT NULL
UNWIND a.close_match AS target
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: target})
MERGE (a)-[r:CLOSE_MATCH]->(b)
SET r.scheme = a.scheme
