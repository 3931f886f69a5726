// Which ontology schemes the graph holds, in which version.
MATCH (s:Scheme)
RETURN s.id AS id, s.version AS version
ORDER BY id
