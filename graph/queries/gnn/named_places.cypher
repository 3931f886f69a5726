// The places that go by each name: id, the id without its kind, or the name as written, up to a comma or whole.
// :param names list of {asked, norm} - as given, and NFKC, case-folded, single spaces
UNWIND $names AS name
MATCH (n:Place)
WHERE n.id IN [name.asked, 'place:' + name.norm] OR toLower(n.name) = name.norm OR toLower(split(n.name, ',')[0]) = name.norm
RETURN name.asked AS asked, n.id AS id
ORDER BY asked, id
