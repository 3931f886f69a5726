// Creates or updates relationships NEEDS that a scheme states.
// :param rows list<map> - source and target (ids) and properties
// :param scheme string - id of the scheme
UNWIND $rows AS row
MATCH (a:Occupation {id: row.source})
MATCH (b:Skill {id: row.target})
MERGE (a)-[r:NEEDS {scheme: $scheme}]->(b)
SET r = row.properties, r.scheme = $scheme
