"""Learned ranking: which concepts of an ontology a text is about, and how sure that is."""
