"""A real Neo4j Community, started from Maven artifacts and a pip-installed Java runtime."""
