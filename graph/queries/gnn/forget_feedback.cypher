// Removes what a candidate did with a job.
// :param candidate string - candidate id
// :param job string - job id
// :param kind string or null - VIEWED, APPLIED, INTERVIEWED, HIRED or RATED; null for all
// :param at string or null - its time; null for any
MATCH (:Candidate {id: $candidate})-[r:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(:Job {id: $job})
WHERE ($kind IS NULL OR type(r) = $kind) AND ($at IS NULL OR r.at = $at)
DELETE r
RETURN count(r) AS removed
