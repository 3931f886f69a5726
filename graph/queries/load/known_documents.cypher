// Which documents are in the graph, and what read them: those need no second reading.
MATCH (d:Document)
RETURN d.id AS id, d.extractor AS extractor, d.ontology_version AS ontology_version
