// What candidates did with jobs: viewed, rated, applied, were interviewed or hired, and when.
MATCH (c:Candidate)-[r:VIEWED|RATED|APPLIED|INTERVIEWED|HIRED]->(j:Job)
RETURN c.id AS source, j.id AS target, type(r) AS kind, r.value AS value, toString(r.at) AS at
ORDER BY source, target, kind, at
