// Where a skill was read, in each language: the words, the document and the characters; the surest first.
// :param skill string - id of the skill
// :param limit integer - how many mentions of each language
MATCH (m:Mention)-[:OF]->(s:Skill {id: $skill})
MATCH (m)-[:IN]->(d:Document)-[:DESCRIBES]->(what)
WITH d.lang AS lang, m.text AS words, labels(what)[0] AS of, what.id AS id, m.start AS start, m.end AS end,
  round(m.confidence, 2) AS confidence
ORDER BY confidence DESC, words, id, start
WITH lang, collect({words: words, of: of, id: id, start: start, end: end, confidence: confidence})[..$limit] AS best
UNWIND best AS hit
RETURN lang, hit.words AS words, hit.of AS of, hit.id AS id, hit.start AS start, hit.end AS end, hit.confidence AS confidence
ORDER BY lang, confidence DESC, words, id, start
