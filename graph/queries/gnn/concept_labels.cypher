// The labels of the given skills, occupations, companies, places and industries.
// :param ids list of string - ids of any of these kinds
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Skill {id: id}) RETURN 'skill' AS type, n.label_en AS label_en, n.label_zh AS label_zh
  UNION ALL
  MATCH (n:Occupation {id: id}) RETURN 'occupation' AS type, n.label_en AS label_en, n.label_zh AS label_zh
  UNION ALL
  MATCH (n:Company {id: id}) RETURN 'company' AS type, n.name AS label_en, null AS label_zh
  UNION ALL
  MATCH (n:Place {id: id}) RETURN 'place' AS type, n.name AS label_en, null AS label_zh
  UNION ALL
  MATCH (n:Industry {id: id}) RETURN 'industry' AS type, n.name AS label_en, null AS label_zh
}
RETURN id, type, label_en, label_zh
