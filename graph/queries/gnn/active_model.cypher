// The model in service of one kind.
// :param kind string - what it does, e.g. matching
MATCH (m:Model {kind: $kind, active: true})
RETURN m.id AS id, m.trained_at AS trained_at, m.metrics AS metrics, m.ontology_version AS ontology_version
ORDER BY m.trained_at DESC
LIMIT 1
