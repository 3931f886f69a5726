// Every company with its name.
MATCH (n:Company)
RETURN n.id AS id, n.name AS label_en
ORDER BY id
