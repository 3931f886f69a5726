// Notes that a scheme is being loaded: it has no version until it is whole.
// :param id string - id of the scheme
// :param properties map - title, licence, lang
MERGE (s:Scheme {id: $id})
SET s += $properties, s.version = null
RETURN s.id AS id
