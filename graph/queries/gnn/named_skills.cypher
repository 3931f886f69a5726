// The skills that go by each name (id, preferred label, or any label in its normal form), and the narrower ones up to two steps down.
// :param names list of {asked, norm} - as given, and NFKC, case-folded, single spaces
UNWIND $names AS name
CALL (name) {
  MATCH (s:Skill {id: name.asked}) RETURN s
  UNION
  MATCH (s:Skill {label_en: name.asked}) RETURN s
  UNION
  MATCH (s:Skill {label_zh: name.asked}) RETURN s
  UNION
  MATCH (:Label {norm: name.norm})<-[:HAS_LABEL]-(s:Skill) RETURN s
}
RETURN name.asked AS asked, s.id AS id, COLLECT { MATCH (n:Skill)-[:BROADER]->{0,2}(s) RETURN DISTINCT n.id ORDER BY n.id } AS within
ORDER BY asked, id
