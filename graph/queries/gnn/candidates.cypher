// What the graph says of these candidates: attributes and the ids of their neighbours. Identity is not read.
// :param ids list of string - candidate ids
UNWIND $ids AS id
MATCH (c:Candidate {id: id})
RETURN c.id AS id, c.headline AS title, c.lang AS lang, c.seniority AS seniority,
       c.years_experience AS years, c.education_level AS education,
       COLLECT { MATCH (c)-[r:HAS_SKILL]->(s:Skill) RETURN {id: s.id, confidence: coalesce(r.confidence, 0.5), level: r.level, years: r.years, last_used: r.last_used} ORDER BY coalesce(r.confidence, 0.5) DESC, s.id } AS skills,
       COLLECT { MATCH (c)-[:HELD]->(:Position)-[r:AS]->(o:Occupation) RETURN DISTINCT o.id ORDER BY o.id } AS held,
       COLLECT { MATCH (c)-[:HELD]->(p:Position) WHERE p.title IS NOT NULL RETURN p.title ORDER BY p.order, p.id LIMIT 6 } AS titles,
       COLLECT { MATCH (c)-[r:WORKS_AS]->(o:Occupation) RETURN DISTINCT o.id ORDER BY o.id } AS works_as,
       COLLECT { MATCH (c)-[:HELD]->(:Position)-[:AT]->(x:Company) RETURN DISTINCT x.id ORDER BY x.id } AS companies,
       COLLECT { MATCH (c)-[:LOCATED_IN]->(x:Place) RETURN DISTINCT x.id ORDER BY x.id } AS places
