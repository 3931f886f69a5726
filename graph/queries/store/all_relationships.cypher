// Every relationship with its type, the ids of its ends and its properties, for the canonical hash of the graph.
MATCH (a)-[r]->(b)
RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
