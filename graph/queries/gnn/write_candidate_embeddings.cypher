// Stores the embedding of each candidate for the vector index candidate_embedding; what feedback had moved is forgotten.
// :param rows list of {id, embedding} - embedding is a list of 128 floats
// :param model string - id of the model that made them
UNWIND $rows AS row
MATCH (c:Candidate {id: row.id})
CALL db.create.setNodeVectorProperty(c, 'embedding', row.embedding)
SET c.embedding_model = $model, c.embedded_at = timestamp()
REMOVE c.profile_embedding
