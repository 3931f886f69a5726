// The stored embeddings of candidates that one model made.
// :param model string - id of the model
MATCH (c:Candidate)
WHERE c.embedding IS NOT NULL AND c.embedding_model = $model
RETURN c.id AS id, c.embedding AS embedding, c.embedded_at AS at
ORDER BY id
