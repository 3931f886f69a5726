// Every model that the graph knows of, newest first.
MATCH (m:Model)
RETURN m.id AS id, m.kind AS kind, m.trained_at AS trained_at, m.metrics AS metrics, m.ontology_version AS ontology_version,
       coalesce(m.active, false) AS active, m.replaces AS replaces
ORDER BY trained_at DESC, id
