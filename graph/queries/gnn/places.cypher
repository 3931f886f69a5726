// Every place with its name.
MATCH (n:Place)
RETURN n.id AS id, n.name AS label_en
ORDER BY id
