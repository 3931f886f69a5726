// Every industry with its name.
MATCH (n:Industry)
RETURN n.id AS id, n.name AS label_en
ORDER BY id
