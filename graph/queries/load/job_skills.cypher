// Stores the skills that jobs ask for.
// :param rows list<map> - job, skill, properties (essential, importance, confidence)
UNWIND $rows AS row
MATCH (j:Job {id: row.job})
MATCH (s:Skill {id: row.skill})
MERGE (j)-[asks:REQUIRES]->(s)
SET asks = row.properties
