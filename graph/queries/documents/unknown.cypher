// What looks like a skill in a document but is in no vocabulary.
// :param document string - id of the document
MATCH (m:Mention {kind: 'skill'})-[:IN]->(:Document {id: $document})
WHERE NOT (m)-[:OF]->()
RETURN m.start AS start, m.end AS end, m.text AS text, m.extractor AS extractor, m.confidence AS confidence
ORDER BY start
