// Stores the embedding of each job for the vector index job_embedding.
// :param rows list of {id, embedding} - embedding is a list of 128 floats
// :param model string - id of the model that made them
UNWIND $rows AS row
MATCH (j:Job {id: row.id})
CALL db.create.setNodeVectorProperty(j, 'embedding', row.embedding)
SET j.embedding_model = $model, j.embedded_at = timestamp()
