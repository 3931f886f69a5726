// The stored embeddings of jobs that one model made.
// :param model string - id of the model
MATCH (j:Job)
WHERE j.embedding IS NOT NULL AND j.embedding_model = $model
RETURN j.id AS id, j.embedding AS embedding, j.embedded_at AS at
ORDER BY id
