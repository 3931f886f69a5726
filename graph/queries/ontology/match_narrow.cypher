// Turns the ids that concepts name as narrow match into relationships, as far as both ends are in the graph.
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE a.narrow_match IS NOT NULL
UNWIND a.narrow_match AS target
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: target})
MERGE (a)-[r:NARROW_MATCH]->(b)
SET r.scheme = a.scheme
