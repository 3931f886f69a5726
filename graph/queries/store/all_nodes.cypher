// Every node with its labels and properties, for the canonical hash of the graph.
MATCH (n) WHERE NOT n:Migration
RETURN labels(n) AS labels, properties(n) AS properties
