// What candidates did with jobs: viewed, rated, applied, were interviewed or hired, and when.
MATCH (c:Candidate)-[r:VIEWED|RATED|APPLIED|INTERVIEWED|HIRED]->(j:Job)
RETURN c.id AS candidate, j.id AS job, type(r) AS kind, r.value AS value, toString(r.at) AS at
ORDER BY candidate, job, kind, at
