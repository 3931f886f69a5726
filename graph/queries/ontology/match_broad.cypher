// Turns the ids that concepts name as broad match into relationships, as far as both ends are in the graph.
MATCH (a:Skill|SkillGroup|Occupation|OccupationGroup)
WHERE a.broad_match IS NOT NULL
UNWIND a.broad_match AS target
MATCH (b:Skill|SkillGroup|Occupation|OccupationGroup {id: target})
MERGE (a)-[r:BROAD_MATCH]->(b)
SET r.scheme = a.scheme
