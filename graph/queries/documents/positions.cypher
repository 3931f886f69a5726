// The positions that the person of a resume held, in order, with the mentions that say so.
// :param document string - id of the document
MATCH (d:Document {id: $document})-[:DESCRIBES]->(:Candidate)-[:HELD]->(p:Position)
OPTIONAL MATCH (p)-[as:AS]->(o:Occupation)
OPTIONAL MATCH (p)<-[:OF]-(m:Mention)-[:IN]->(d)
WITH p, as, o, m ORDER BY m.start
WITH p, as, o, collect({start: m.start, end: m.end, text: m.text, extractor: m.extractor, confidence: m.confidence}) AS spans
RETURN p.title AS title, p.start AS start, p.end AS end, p.current AS current, p.months AS months,
       head([(p)-[:AT]->(c:Company) | c.name]) AS company, head([(p)-[:LOCATED_IN]->(l:Place) | l.name]) AS place,
       CASE WHEN o IS NULL THEN null ELSE {id: o.id, label_en: o.label_en, label_zh: o.label_zh} END AS occupation,
       as.confidence AS confidence, [span IN spans WHERE span.start IS NOT NULL] AS spans, p.order AS order
ORDER BY order
