// Takes what was counted from resumes off the career moves, before it is counted again; curated counts stay as the prior.
MATCH (:Occupation)-[r:LEADS_TO]->(:Occupation)
SET r.prior = CASE WHEN r.source = 'observed' THEN 0 ELSE coalesce(r.prior, r.count, 10 * r.probability, 1) END, r.observed = 0
WITH r WHERE r.prior = 0
DELETE r
