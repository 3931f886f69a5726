// Notes a trained model in the graph; which one is in service stays as it is.
// :param id string - id of the model
// :param kind string - what it does, e.g. matching
// :param trained_at string - UTC time, ISO 8601
// :param metrics string - its metrics as JSON
// :param ontology_version string - version of the ontology that it was trained with
// :param centre list of float or null - mean of its job embeddings; null leaves what is noted
MERGE (m:Model {id: $id})
SET m.kind = $kind, m.trained_at = $trained_at, m.metrics = $metrics, m.ontology_version = $ontology_version, m.active = coalesce(m.active, false), m.centre = coalesce($centre, m.centre)
