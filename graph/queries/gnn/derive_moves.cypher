// Counts moves between the occupations of consecutive positions in resumes (by `order`) and joins them with the curated moves.
MATCH (c:Candidate)-[:HELD]->(p:Position)-[:AS]->(o:Occupation)
WITH c, p, min(o.id) AS occupation
ORDER BY coalesce(p.start, ''), p.order DESC, p.id
WITH c, collect(occupation) AS line
UNWIND range(0, size(line) - 2) AS i
WITH line[i] AS source, line[i + 1] AS target
WHERE source <> target
WITH source, target, count(*) AS seen
MATCH (a:Occupation {id: source}), (b:Occupation {id: target})
MERGE (a)-[r:LEADS_TO]->(b)
ON CREATE SET r.source = 'observed', r.prior = 0
SET r.observed = seen
RETURN count(r) AS moves
