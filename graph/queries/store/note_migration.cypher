// Notes that a schema migration was applied.
// :param version integer - number of the migration
// :param name string - its name
MERGE (m:Migration {version: $version})
SET m.name = $name
RETURN m.version AS version
