// The schemes of the ontology and their versions, as one string.
MATCH (s:Scheme)
WITH s ORDER BY s.id
RETURN collect(s.id + '@' + coalesce(toString(s.version), '')) AS schemes
