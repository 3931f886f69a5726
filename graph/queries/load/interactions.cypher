// Stores what people did with jobs: VIEWED, APPLIED, INTERVIEWED, HIRED or RATED, once per person, job, kind and time.
// :param rows list<map> - candidate, job, kind, at, value
UNWIND $rows AS row
MATCH (c:Candidate {id: row.candidate})
MATCH (j:Job {id: row.job})
MERGE (c)-[did:$(row.kind) {at: row.at}]->(j)
SET did.value = row.value
RETURN count(did) AS stored
