// The stored embeddings of jobs that one model made lately.
// :param model string - id of the model
// :param since integer - milliseconds since 1970, by the server's clock
MATCH (j:Job)
WHERE j.embedded_at >= $since AND j.embedding_model = $model
RETURN j.id AS id, j.embedding AS embedding, j.embedded_at AS at
ORDER BY at, id
