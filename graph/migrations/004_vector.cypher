// Embeddings that gnn writes, for nearest-neighbour search in Cypher.
CREATE VECTOR INDEX candidate_embedding IF NOT EXISTS FOR (n:Candidate) ON (n.embedding) OPTIONS {indexConfig: {`vector.dimensions`: 128, `vector.similarity_function`: 'cosine'}};
CREATE VECTOR INDEX job_embedding IF NOT EXISTS FOR (n:Job) ON (n.embedding) OPTIONS {indexConfig: {`vector.dimensions`: 128, `vector.similarity_function`: 'cosine'}};
