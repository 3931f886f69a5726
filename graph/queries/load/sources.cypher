// Which person or job came from which file or record.
MATCH (d:Document)-[:DESCRIBES]->(what)
OPTIONAL MATCH (what)-[:IDENTIFIED_BY]->(i:Identity)
UNWIND coalesce(i.sources, d.sources, []) AS source
RETURN source, what.id AS id, d.kind AS kind
ORDER BY source, id
