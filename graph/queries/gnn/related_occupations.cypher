// The occupations near each given occupation: by a career move, related, or siblings under one broader occupation.
// :param ids list of string - occupation ids
UNWIND $ids AS id
MATCH (o:Occupation {id: id})
CALL (o) {
  MATCH (o)-[:LEADS_TO]->(t:Occupation) RETURN t.id AS other, 'leads_to' AS kind
  UNION
  MATCH (o)-[:RELATED]-(t:Occupation) RETURN t.id AS other, 'related' AS kind
  UNION
  MATCH (o)-[:BROADER]-(t:Occupation) RETURN t.id AS other, 'broader' AS kind
  UNION
  MATCH (o)-[:BROADER]->(:Occupation)<-[:BROADER]-(t:Occupation) WHERE t <> o RETURN t.id AS other, 'sibling' AS kind
}
RETURN id AS source, other AS target, kind
ORDER BY source, target, kind
