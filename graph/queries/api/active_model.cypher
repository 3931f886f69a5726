// Which model is in service.
MATCH (m:Model {active: true})
RETURN m.id AS id, m.kind AS kind, toString(m.trained_at) AS trained_at, m.ontology_version AS ontology_version
ORDER BY m.trained_at DESC
LIMIT 1
