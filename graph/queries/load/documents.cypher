// Stores documents: their text with identity masked, and what read them.
// :param rows list<map> - id, kind, lang, format, source, text, chars, extractor, ontology_version, as_of
UNWIND $rows AS row
MERGE (d:Document {id: row.id})
SET d += row
