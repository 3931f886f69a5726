"""One module for each source; each turns files into one `Ontology` or raises `OntologyError` with FILE:LINE."""
