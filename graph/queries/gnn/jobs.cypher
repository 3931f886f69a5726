// What the graph says of these jobs: attributes and the ids of their neighbours.
// :param ids list of string - job ids
UNWIND $ids AS id
MATCH (j:Job {id: id})
RETURN j.id AS id, j.title AS title, j.lang AS lang, j.seniority AS seniority,
       j.years_min AS years, j.education_level AS education, j.remote AS remote,
       COLLECT { MATCH (j)-[r:REQUIRES]->(s:Skill) RETURN {id: s.id, confidence: coalesce(r.confidence, 0.5), essential: coalesce(r.essential, false), importance: coalesce(r.importance, 0.5)} ORDER BY coalesce(r.essential, false) DESC, coalesce(r.importance, 0.5) DESC, s.id } AS skills,
       COLLECT { MATCH (j)-[:FOR]->(o:Occupation) RETURN DISTINCT o.id ORDER BY o.id } AS occupations,
       COLLECT { MATCH (j)-[:OFFERED_BY]->(x:Company) RETURN DISTINCT x.id ORDER BY x.id } AS companies,
       COLLECT { MATCH (j)-[:LOCATED_IN]->(x:Place) RETURN DISTINCT x.id ORDER BY x.id } AS places,
       COLLECT { MATCH (j)-[:IN_INDUSTRY]->(x:Industry) RETURN DISTINCT x.id ORDER BY x.id } AS industries
