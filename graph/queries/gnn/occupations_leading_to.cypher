// From which occupations people move to the given ones.
// :param ids list of string - occupation ids
UNWIND $ids AS id
MATCH (t:Occupation)-[:LEADS_TO]->(:Occupation {id: id})
RETURN t.id AS source, id AS target
ORDER BY source, target
