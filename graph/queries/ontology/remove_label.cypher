// Takes away a name that a curator gave, and counts the change of its scheme.
// :param id string - id of the label
MATCH (c:Skill|Occupation)-[:HAS_LABEL]->(l:Label {id: $id})
WHERE l.curated
MATCH (s:Scheme {id: c.scheme})
SET s.revision = coalesce(s.revision, 0) + 1
DETACH DELETE l
RETURN count(*) AS removed
