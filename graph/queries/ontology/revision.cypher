// What changes when the ontology does: the schemes with version and curators' changes, and the number of labels.
MATCH ()-[r:HAS_LABEL]->()
WITH count(r) AS labels
MATCH (s:Scheme)
WITH labels, s ORDER BY s.id
RETURN collect([s.id, s.version, s.revision]) AS schemes, labels
