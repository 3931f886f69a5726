// The candidates that pass every filter. A null, or an empty list of skills, lets all pass; what a resume does not state does not pass.
// It starts at the first of places, skills and levels that is asked for, by their relationships or index; only `unseen_by` alone looks at every candidate.
// :param places list of string or null - ids of places, one of which they must be at
// :param seniority list of string or null - levels, one of which they must have
// :param skills list of list of string - of each list they must have one skill
// :param unseen_by string or null - id of a job with which they must have done nothing
WITH CASE
  WHEN $places IS NOT NULL THEN 'places'
  WHEN size($skills) > 0 THEN 'skills'
  WHEN $seniority IS NOT NULL THEN 'seniority'
  ELSE 'all'
END AS start
CALL (start) {
  WITH start WHERE start = 'places'
  MATCH (p:Place)<-[:LOCATED_IN]-(n:Candidate) WHERE p.id IN $places RETURN n
  UNION
  WITH start WHERE start = 'skills'
  MATCH (s:Skill)<-[:HAS_SKILL]-(n:Candidate) WHERE s.id IN $skills[0] RETURN n
  UNION
  WITH start WHERE start = 'seniority'
  MATCH (n:Candidate) WHERE n.seniority IN $seniority RETURN n
  UNION
  WITH start WHERE start = 'all'
  MATCH (n:Candidate) RETURN n
}
WITH n
WHERE ($places IS NULL OR EXISTS { (n)-[:LOCATED_IN]->(p:Place) WHERE p.id IN $places })
  AND ($seniority IS NULL OR n.seniority IN $seniority)
  AND all(wanted IN $skills WHERE EXISTS { (n)-[:HAS_SKILL]->(s:Skill) WHERE s.id IN wanted })
  AND ($unseen_by IS NULL OR NOT EXISTS { (n)-[:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(:Job {id: $unseen_by}) })
RETURN n.id AS id
ORDER BY id
