// Stores embeddings that feedback has moved, and beside each the one that the profile alone gives.
// :param rows list of {id, embedding, profile} - lists of 128 floats; profile is null where there is no feedback
UNWIND $rows AS row
MATCH (c:Candidate {id: row.id})
CALL db.create.setNodeVectorProperty(c, 'embedding', row.embedding)
SET c.profile_embedding = row.profile, c.embedded_at = timestamp()
