// Notes that a scheme is whole.
// :param id string - id of the scheme
// :param version string - what it was loaded from
MATCH (s:Scheme {id: $id})
SET s.version = $version
RETURN s.id AS id
