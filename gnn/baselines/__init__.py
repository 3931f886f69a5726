"""The simple rankers that a user would try first; each stands in the same table as GraphSAGE."""
