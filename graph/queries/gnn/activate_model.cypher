// Makes a model the one in service of its kind, and notes which one it replaces.
// :param id string - id of the model
// :param kind string - what it does, e.g. matching
// :param remember boolean - whether to note the one that it replaces; not when a replacement is undone
MATCH (m:Model {id: $id})
OPTIONAL MATCH (other:Model {kind: $kind, active: true})
WHERE other.id <> $id
WITH m, collect(other) AS others
FOREACH (other IN others | SET other.active = false)
SET m.active = true, m.replaces = CASE WHEN $remember AND size(others) > 0 THEN others[0].id ELSE m.replaces END
