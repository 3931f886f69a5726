// Removes relationships between concepts that are no longer named as matches.
MATCH (a)-[r:EXACT_MATCH|CLOSE_MATCH|BROAD_MATCH|NARROW_MATCH]->(b)
WHERE NOT b.id IN coalesce(
  CASE type(r)
    WHEN 'EXACT_MATCH' THEN a.exact_match
    WHEN 'CLOSE_MATCH' THEN a.close_match
    WHEN 'BROAD_MATCH' THEN a.broad_match
    ELSE a.narrow_match
  END, [])
DELETE r
