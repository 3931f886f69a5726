// What was embedded since a running service looked last.
CREATE INDEX job_embedded_at IF NOT EXISTS FOR (n:Job) ON (n.embedded_at);
CREATE INDEX candidate_embedded_at IF NOT EXISTS FOR (n:Candidate) ON (n.embedded_at);
