// The skills that these occupations need, essential first.
// :param ids list of string - occupation ids
UNWIND $ids AS id
MATCH (:Occupation {id: id})-[r:NEEDS]->(s:Skill)
WITH id, s, max(CASE WHEN r.essential THEN 1 ELSE 0 END) = 1 AS essential, max(coalesce(r.importance, 0.5)) AS importance
RETURN id AS occupation, s.id AS skill, s.label_en AS label_en, s.label_zh AS label_zh, essential, importance
ORDER BY occupation, essential DESC, importance DESC, skill
