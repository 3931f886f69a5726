// Creates or updates labels of concepts.
// :param rows list<map> - concept (id) and the label's id, text, norm, lang and kind
UNWIND $rows AS row
MATCH (c:Skill|SkillGroup|Occupation|OccupationGroup {id: row.concept})
MERGE (l:Label {id: row.id})
SET l.text = row.text, l.norm = row.norm, l.lang = row.lang, l.kind = row.kind
MERGE (c)-[:HAS_LABEL]->(l)
