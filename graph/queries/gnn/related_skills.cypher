// The skills near each given skill: one step by BROADER or RELATED, or siblings under one broader skill.
// :param ids list of string - skill ids
UNWIND $ids AS id
MATCH (s:Skill {id: id})
CALL (s) {
  MATCH (s)-[:BROADER|RELATED]-(t:Skill) RETURN t.id AS other, 1 AS distance
  UNION
  MATCH (s)-[:BROADER]->(:Skill)<-[:BROADER]-(t:Skill) WHERE t <> s RETURN t.id AS other, 2 AS distance
}
RETURN id AS source, other AS target, min(distance) AS distance
ORDER BY source, target
