// What the person of a resume studied, with the mentions that say so.
// :param document string - id of the document
MATCH (d:Document {id: $document})-[:DESCRIBES]->(:Candidate)-[:STUDIED]->(e:Education)
OPTIONAL MATCH (e)<-[:OF]-(m:Mention)-[:IN]->(d)
WITH e, m ORDER BY m.start
WITH e, collect({start: m.start, end: m.end, text: m.text, extractor: m.extractor, confidence: m.confidence}) AS spans
RETURN e.school AS school, e.degree AS degree, e.level AS level, e.subject AS subject, e.start AS start, e.end AS end,
       [span IN spans WHERE span.start IS NOT NULL] AS spans
ORDER BY end DESC, start DESC, school
