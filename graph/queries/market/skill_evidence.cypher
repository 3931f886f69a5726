// Where a skill was read, in both languages: the words, the document and the characters.
// :param skill string - id of the skill
// :param limit integer - how many mentions
MATCH (m:Mention)-[:OF]->(s:Skill {id: $skill})
MATCH (m)-[:IN]->(d:Document)-[:DESCRIBES]->(what)
RETURN m.text AS words, d.lang AS lang, labels(what)[0] AS of, what.id AS id, m.start AS start, m.end AS end,
  round(m.confidence, 2) AS confidence
ORDER BY lang, words, id, start
LIMIT $limit
