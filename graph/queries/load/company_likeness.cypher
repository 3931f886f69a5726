// Notes which shorter names a company may go by, and links those of the graph that are likely one, whichever came first.
// :param rows list<map> - id, without_place, core, likely (list of id, confidence), confidence (map with without_place, core: of a longer name)
UNWIND $rows AS row
MATCH (c:Company {id: row.id})
SET c.without_place = row.without_place, c.core = row.core
WITH c, row,
     COLLECT { UNWIND row.likely AS other MATCH (n:Company {id: other.id}) RETURN {node: n, confidence: other.confidence} } AS shorter,
     COLLECT { MATCH (n:Company {without_place: row.id}) RETURN n } AS local,
     COLLECT { MATCH (n:Company {core: row.id}) RETURN n } AS trading
FOREACH (other IN shorter | FOREACH (n IN [other.node] |
  MERGE (c)-[is:LIKELY_IS]->(n) SET is.confidence = other.confidence))
FOREACH (n IN local | MERGE (n)-[is:LIKELY_IS]->(c) SET is.confidence = row.confidence.without_place)
FOREACH (n IN trading | MERGE (n)-[is:LIKELY_IS]->(c) SET is.confidence = row.confidence.core)
