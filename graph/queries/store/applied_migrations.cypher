// Which schema migrations this graph has had.
MATCH (m:Migration)
RETURN m.version AS version
ORDER BY version
