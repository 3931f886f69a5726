// The candidates that pass every filter. A null, or an empty list of skills, lets all pass; what a resume does not state does not pass.
// :param places list of string or null - ids of places, one of which they must be at
// :param seniority list of string or null - levels, one of which they must have
// :param skills list of list of string - of each list they must have one skill
// :param unseen_by string or null - id of a job with which they must have done nothing
MATCH (n:Candidate)
WHERE ($places IS NULL OR EXISTS { (n)-[:LOCATED_IN]->(p:Place) WHERE p.id IN $places })
  AND ($seniority IS NULL OR n.seniority IN $seniority)
  AND all(wanted IN $skills WHERE EXISTS { (n)-[:HAS_SKILL]->(s:Skill) WHERE s.id IN wanted })
  AND ($unseen_by IS NULL OR NOT EXISTS { (n)-[:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(:Job {id: $unseen_by}) })
RETURN n.id AS id
ORDER BY id
