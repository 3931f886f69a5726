// The jobs that pass every filter. A null, or an empty list of skills, lets all pass; what a job does not state does not pass.
// :param places list of string or null - ids of places, one of which it must be at
// :param remote boolean or null - whether it may be done from elsewhere
// :param seniority list of string or null - levels, one of which it must have
// :param pay_min float or null - what its upper end must reach, per year
// :param pay_currency string or null - currency of that, ISO 4217
// :param periods map - how many of each pay period make a year
// :param industries list of string or null - ids of industries, one of which it must be in
// :param skills list of list of string - of each list it must ask for one skill
// :param unseen_by string or null - id of a candidate who must have done nothing with it
MATCH (n:Job)
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
