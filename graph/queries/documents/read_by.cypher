// Which extractor and ontology read a document last; no row if it is not known.
// :param id string - id of the document
MATCH (d:Document {id: $id})
RETURN d.extractor AS extractor, d.ontology_version AS ontology_version
