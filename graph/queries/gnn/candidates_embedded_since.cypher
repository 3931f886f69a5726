// The stored embeddings of candidates that one model made lately, or that feedback has moved.
// :param model string - id of the model
// :param since integer - milliseconds since 1970, by the server's clock
MATCH (c:Candidate)
WHERE c.embedded_at >= $since AND c.embedding_model = $model
RETURN c.id AS id, c.embedding AS embedding, c.embedded_at AS at
ORDER BY at, id
