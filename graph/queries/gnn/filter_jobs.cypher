// The jobs that pass every filter. A null, or an empty list of skills, lets all pass; what a job does not state does not pass.
// It starts at the first of places, skills, industries, levels, currency and remoteness that is asked for, by their relationships or index; only `unseen_by` alone, or `remote` false, looks at every job.
// :param places list of string or null - ids of places, one of which it must be at
// :param remote boolean or null - whether it may be done from elsewhere
// :param seniority list of string or null - levels, one of which it must have
// :param pay_min float or null - what its upper end must reach, per year
// :param pay_currency string or null - currency of that, ISO 4217
// :param periods map - how many of each pay period make a year
// :param industries list of string or null - ids of industries, one of which it must be in
// :param skills list of list of string - of each list it must ask for one skill
// :param unseen_by string or null - id of a candidate who must have done nothing with it
WITH CASE
  WHEN $places IS NOT NULL THEN 'places'
  WHEN size($skills) > 0 THEN 'skills'
  WHEN $industries IS NOT NULL THEN 'industries'
  WHEN $seniority IS NOT NULL THEN 'seniority'
  WHEN $pay_min IS NOT NULL THEN 'pay'
  WHEN $remote THEN 'remote'
  ELSE 'all'
END AS start
CALL (start) {
  WITH start WHERE start = 'places'
  MATCH (p:Place)<-[:LOCATED_IN]-(n:Job) WHERE p.id IN $places RETURN n
  UNION
  WITH start WHERE start = 'skills'
  MATCH (s:Skill)<-[:REQUIRES]-(n:Job) WHERE s.id IN $skills[0] RETURN n
  UNION
  WITH start WHERE start = 'industries'
  MATCH (i:Industry)<-[:IN_INDUSTRY]-(n:Job) WHERE i.id IN $industries RETURN n
  UNION
  WITH start WHERE start = 'seniority'
  MATCH (n:Job) WHERE n.seniority IN $seniority RETURN n
  UNION
  WITH start WHERE start = 'pay'
  MATCH (n:Job) WHERE n.pay_currency = $pay_currency RETURN n
  UNION
  WITH start WHERE start = 'remote'
  MATCH (n:Job) WHERE n.remote = true RETURN n
  UNION
  WITH start WHERE start = 'all'
  MATCH (n:Job) RETURN n
}
WITH n
WHERE ($places IS NULL OR EXISTS { (n)-[:LOCATED_IN]->(p:Place) WHERE p.id IN $places })
  AND ($remote IS NULL OR coalesce(n.remote, false) = $remote)
  AND ($seniority IS NULL OR n.seniority IN $seniority)
  AND ($pay_min IS NULL OR
       (n.pay_currency = $pay_currency AND coalesce(n.pay_high, n.pay_low) * $periods[coalesce(n.pay_period, 'year')] >= $pay_min))
  AND ($industries IS NULL OR EXISTS { (n)-[:IN_INDUSTRY]->(i:Industry) WHERE i.id IN $industries })
  AND all(wanted IN $skills WHERE EXISTS { (n)-[:REQUIRES]->(s:Skill) WHERE s.id IN wanted })
  AND ($unseen_by IS NULL OR NOT EXISTS { (:Candidate {id: $unseen_by})-[:VIEWED|APPLIED|INTERVIEWED|HIRED|RATED]->(n) })
RETURN n.id AS id
ORDER BY id
