// Jobs that the model has not embedded yet.
// :param model string - id of the model
MATCH (j:Job)
WHERE j.embedding IS NULL OR j.embedding_model <> $model
RETURN j.id AS id
ORDER BY id
