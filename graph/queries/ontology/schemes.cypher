// Which ontologies are loaded, and in which version (null while one is being loaded).
MATCH (s:Scheme)
RETURN s.id AS id, s.title AS title, s.version AS version, s.licence AS licence, s.lang AS lang,
       s.revision AS revision
ORDER BY id
