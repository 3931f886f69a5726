// How many of these events the graph has already.
// :param rows list of {candidate, job, kind, at} - events
UNWIND $rows AS row
MATCH (:Candidate {id: row.candidate})-[r:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED {at: row.at}]->(:Job {id: row.job})
WHERE type(r) = row.kind
RETURN count(DISTINCT r) AS known
