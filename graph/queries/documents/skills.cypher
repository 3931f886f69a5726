// The skills that a candidate has or a job requires, each with the mentions in its document.
// :param document string - id of the document
MATCH (d:Document {id: $document})-[:DESCRIBES]->(s)-[r:HAS_SKILL|REQUIRES]->(k:Skill)
OPTIONAL MATCH (k)<-[:OF]-(m:Mention)-[:IN]->(d)
WITH k, r, m ORDER BY m.start
WITH k, r, collect({start: m.start, end: m.end, text: m.text, extractor: m.extractor, confidence: m.confidence}) AS spans
RETURN k.id AS id, k.label_en AS label_en, k.label_zh AS label_zh, k.kind AS kind, r.confidence AS confidence,
       r.level AS level, r.years AS years, r.last_used AS last_used, r.essential AS essential,
       r.importance AS importance, [span IN spans WHERE span.start IS NOT NULL] AS spans
ORDER BY coalesce(importance, 0) DESC, confidence DESC, id
