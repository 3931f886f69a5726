// Candidates that the model has not embedded yet.
// :param model string - id of the model
MATCH (c:Candidate)
WHERE c.embedding IS NULL OR c.embedding_model <> $model
RETURN c.id AS id
ORDER BY id
