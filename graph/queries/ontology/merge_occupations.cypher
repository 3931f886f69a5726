// Creates or updates occupations of a scheme.
// :param rows list<map> - id and properties; a property that is null is removed
// :param scheme string - id of the scheme
UNWIND $rows AS row
MERGE (c:Occupation {id: row.id})
SET c += row.properties
WITH c
MATCH (s:Scheme {id: $scheme})
MERGE (c)-[:IN_SCHEME]->(s)
