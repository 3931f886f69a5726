// Notes a trained model in the graph, and makes it the one in service of its kind.
// :param id string - id of the model
// :param kind string - what it does, e.g. matching
// :param trained_at string - UTC time, ISO 8601
// :param metrics string - its metrics as JSON
// :param ontology_version string - version of the ontology that it was trained with
MERGE (m:Model {id: $id})
SET m.kind = $kind, m.trained_at = $trained_at, m.metrics = $metrics, m.ontology_version = $ontology_version, m.active = true
WITH m
OPTIONAL MATCH (other:Model {kind: $kind})
WHERE other.id <> $id
SET other.active = false
