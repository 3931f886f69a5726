// The model in service of one kind, and the one that it replaced.
// :param kind string - what it does, e.g. matching
MATCH (m:Model {kind: $kind, active: true})
RETURN m.id AS id, m.trained_at AS trained_at, m.metrics AS metrics, m.ontology_version AS ontology_version, m.replaces AS replaces
ORDER BY m.trained_at DESC
LIMIT 1
