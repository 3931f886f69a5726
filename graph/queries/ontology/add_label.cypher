// Gives a concept one more name, on a curator's word, and counts the change of its scheme.
// :param concept string - id of a skill or occupation
// :param id string - id of the label
// :param text string - as written
// :param norm string - its normal form
// :param lang string - its language
// :param kind string - alternative or hidden
MATCH (c:Skill|Occupation {id: $concept})
WHERE c.retired IS NULL
MATCH (s:Scheme {id: c.scheme})
OPTIONAL MATCH (old:Label {id: $id})
CALL (c, s, old) {
  WITH c, s WHERE old IS NULL
  CREATE (l:Label {id: $id, text: $text, norm: $norm, lang: $lang, kind: $kind, curated: true})
  CREATE (c)-[:HAS_LABEL]->(l)
  SET s.revision = coalesce(s.revision, 0) + 1
  RETURN count(l) AS added
}
RETURN added
