// Which concepts have a label that is a text (tier 3), begins with it (2), or holds its words (1), one row a concept.
// :param norm string - the text, normalised as Label.norm is
// :param query string - the text as a Lucene query, escaped
// :param type string - Skill, SkillGroup, Occupation or OccupationGroup
// :param lang string - language of the labels; null for all
// :param candidates integer - how many labels to look at
CALL () {
  MATCH (l:Label)
  WHERE l.norm STARTS WITH $norm
  MATCH (c)-[:HAS_LABEL]->(l)
  WHERE $type IN labels(c)
  WITH c, l, CASE WHEN l.norm = $norm THEN 3 ELSE 2 END AS tier, 1.0 / size(l.norm) AS score
  ORDER BY tier DESC, score DESC, l.id
  LIMIT $candidates
  RETURN c, l, tier, score
  UNION
  CALL db.index.fulltext.queryNodes('label_text', $query, {limit: $candidates})
  YIELD node AS l, score
  MATCH (c)-[:HAS_LABEL]->(l)
  WHERE $type IN labels(c)
  RETURN c, l, 1 AS tier, score
}
WITH c, l, tier, score
WHERE ($lang IS NULL OR l.lang = $lang) AND c.retired IS NULL
ORDER BY tier DESC, CASE WHEN l.kind = 'preferred' THEN 0 ELSE 1 END, score DESC, l.id
WITH c, head(collect({text: l.text, lang: l.lang, kind: l.kind, tier: tier, score: score})) AS best
RETURN c.id AS id, $type AS type, c.scheme AS scheme, c.kind AS kind, c.label_en AS label_en, c.label_zh AS label_zh,
       best.text AS matched, best.lang AS lang, best.kind AS label_kind, best.tier AS tier, best.score AS score,
       [(c)-[:EXACT_MATCH]-(x) | x.id] AS matches
