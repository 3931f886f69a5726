// The names that curators gave to concepts of a scheme.
// :param scheme string - id of the scheme
MATCH (l:Label)<-[:HAS_LABEL]-(c:Skill|Occupation)
WHERE l.curated AND c.scheme = $scheme
RETURN l.id AS id
