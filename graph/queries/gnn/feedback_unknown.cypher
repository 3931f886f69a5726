// The people and jobs of these events that are not in the graph.
// :param rows list of {candidate, job} - events
UNWIND $rows AS row
UNWIND [{kind: 'candidate', id: row.candidate}, {kind: 'job', id: row.job}] AS end
WITH DISTINCT end
WHERE (end.kind = 'candidate' AND NOT EXISTS { (:Candidate {id: end.id}) })
   OR (end.kind = 'job' AND NOT EXISTS { (:Job {id: end.id}) })
RETURN end.kind AS kind, end.id AS id
ORDER BY kind, id
